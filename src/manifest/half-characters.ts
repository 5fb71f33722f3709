/** Where a manifest holds half of a character (a lone surrogate), in a value or a key: there is no YAML for it that readers take. */
export function halfCharacterIn(value: unknown, at = ''): string | undefined {
  if (typeof value === 'string') return isWhole(value) ? undefined : at;
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      if (halfCharacterIn(value[index]) !== undefined) return halfCharacterIn(value[index], `${at}[${index}]`);
    }
    return undefined;
  }
  for (const key of Object.keys(value)) {
    if (!isWhole(key)) return at === '' ? 'a key' : `a key of ${at}`;
    const member = (value as Readonly<Record<string, unknown>>)[key];
    // The path is put together only where there is something to tell.
    if (halfCharacterIn(member) !== undefined) return halfCharacterIn(member, at === '' ? key : `${at}.${key}`);
  }
  return undefined;
}

const isWhole = (text: string): boolean => (text as string & { isWellFormed(): boolean }).isWellFormed();
