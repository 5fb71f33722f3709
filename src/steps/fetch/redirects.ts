import { checkList } from '../../checks/values';
import { checkHost, checkPort } from '../../checks/names';
import { refuse } from '../../errors';
import { notARedirectHost } from '../../messages/fetching';

const ENTRY = /^(\*\.)?(\[[^\]]+\]|[^:[\]*]+)(?::(\d{1,5}))?$/;

/** Checks the hosts that a server may redirect to, and gives them as the script compares them. */
export function redirectHosts(at: string, given: unknown): readonly string[] | undefined {
  if (given === undefined) return undefined;
  return checkList(at, 'redirectsTo', given as readonly unknown[]).map((entry) => {
    const [, below = '', host, port] = (typeof entry === 'string' && ENTRY.exec(entry)) || [];
    if (host === undefined) return refuse(at, 'redirects', notARedirectHost, entry);
    checkHost(at, host.replace(/^\[(.*)\]$/, '$1'));
    if (port !== undefined) checkPort(at, Number(port));
    return `${below}${host.toLowerCase()}${port === undefined || port === '443' ? '' : `:${port}`}`;
  });
}
