import { styleText } from 'node:util';
import type { Paint } from './report-text';

/** Leaves texts as they are. */
export const plain: Paint = (_, text) => text;

/** Colours only where a terminal shows them. Node 20.0 has no styleText yet. */
export const painted: Paint = (colour, text) => {
  const wanted = process.env.NO_COLOR ? false : Boolean(process.env.FORCE_COLOR) || process.stdout.isTTY;
  return wanted && typeof styleText === 'function' ? styleText(colour, text) : text;
};
