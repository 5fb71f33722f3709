/** What is promised: how many times what a person's own program on plain cdk8s-plus-28 takes. Times are processor time. */
export const BUDGETS = { whole: 1.2, memory: 1.2, bytes: 3, aChartEach: 0.1, load: 1.4, typeCheck: 1.5 } as const;

/** What is hoped for, beside it. */
export const AIMS = { whole: 1, memory: 1, bytes: 2.5, load: 1.2, typeCheck: 1.3 } as const;
