import type { Patient } from '../patient';
import type { Diagnosis } from '../verdict';

/** One kind of what can keep a pod from starting: looks at a pod, and says nothing where it is not sure. */
export type Look = (patient: Patient) => Diagnosis | undefined;
