/**
 * True where the compiler knows the whole of a string. What is made at run time, wholly or in part, is checked then.
 */
export type IsLiteral<S extends string> = {} extends { readonly [K in S]: true } ? false : true;
