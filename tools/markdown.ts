/** What tools and tests read of a page of Markdown, as GitHub shows it. */

/** A page without its fenced code: lines stay where they are. */
export const withoutCode = (text: string): string => text.replace(/^( *)(```+|~~~+)[^]*?^\1\2[^\n]*$/gm, (block) => block.replace(/[^\n]/g, ' '));

/** The targets of the links and pictures of a page. */
export function linksOf(text: string): string[] {
  const prose = withoutCode(text).replace(/(`+)[^`\n]+?\1(?!`)/g, '``');
  return [...prose.matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)].map(([, target]) => target ?? '');
}

/** The anchor that GitHub gives a heading; the site gives the same. */
export const slug = (heading: string): string =>
  heading.trim().toLowerCase().replace(/<[^>]*>/g, '').replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '').replace(/ /g, '-');

/** The anchors of all headings of a page, in order: the second of one name gets `-1`. */
export function anchorsOf(text: string): string[] {
  const seen = new Map<string, number>();
  const headings = [...withoutCode(text).matchAll(/^#{1,6} +(.*?)(?: +#+)?$/gm)].map(([, heading]) => heading ?? '');
  const explicit = [...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, id]) => id ?? '');
  return [...explicit, ...headings.map((heading) => {
    const one = slug(heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]|\\(?=\W)/g, ''));
    const count = seen.get(one) ?? 0;
    seen.set(one, count + 1);
    return count === 0 ? one : `${one}-${count}`;
  })];
}
