/* Names of things in sentences. */

export const container = (name: string) => (name === '' ? 'a container' : `container "${name}"`);
export const words = (names: readonly string[]) => names.join(', ');
