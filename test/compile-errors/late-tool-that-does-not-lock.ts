import { toolLocks } from 'cdk8s-prelude';

const tool: string = ['alem', 'bic'].join('');
// @runtime "alembic" is not known to lock by itself: use a tool that does, or unsafe(because) where two at a time do no harm
toolLocks(tool);
