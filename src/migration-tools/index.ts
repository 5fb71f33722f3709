/* The tools: a line for each file, which is public. */

export * from './active-record';
export * from './alembic';
export * from './atlas';
export * from './django';
export * from './ef-core';
export * from './flyway';
export * from './golang-migrate';
export * from './goose';
export * from './knex';
export * from './liquibase';
export * from './node-pg-migrate';
export * from './prisma';
