import { shown } from './types';
import { remember } from './remember';

const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([KMGTPE]i)|([numkMGTPE]))?$/;
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL = ['k', 'M', 'G', 'T', 'P', 'E'];
const FRACTIONS = ['m', 'u', 'n'];

/**
 * The amount that a quantity of Kubernetes stands for; NaN where it is none.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export const parseQuantity = (given: string | number): number => parse(shown(given));

const parse = remember((given): number => {
  const [, number, exponent, binary, decimal] = QUANTITY.exec(given) ?? [];
  if (number === undefined) return NaN;
  if (exponent !== undefined) return Number(`${number}${exponent}`);
  if (binary !== undefined) return Number(number) * 1024 ** (BINARY.indexOf(binary) + 1);
  if (decimal === undefined) return Number(number);
  const fraction = FRACTIONS.indexOf(decimal);
  // Divided and not multiplied, so that 700m is exactly 0.7.
  return fraction < 0 ? Number(number) * 1000 ** (DECIMAL.indexOf(decimal) + 1) : Number(number) / 1000 ** (fraction + 1);
});
