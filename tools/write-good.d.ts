/** The package has no types of its own. */
declare module 'write-good' {
  interface Suggestion {
    readonly index: number;
    readonly offset: number;
    readonly reason: string;
  }
  function writeGood(text: string, checks?: Readonly<Record<string, boolean>>): readonly Suggestion[];
  export default writeGood;
}
