/**
 * Packages whose calls ask another process for data: databases, caches, HTTP. What they answer can change there while this
 * process runs. A list by what the packages are for, not read one by one.
 */
const clientPackages: ReadonlySet<string> = new Set([
  'mongodb',
  'mongoose',
  'monk',
  'mongoist',
  '@typegoose/typegoose',
  'pg',
  'pg-promise',
  'postgres',
  'mysql',
  'mysql2',
  'mariadb',
  'mssql',
  'tedious',
  'oracledb',
  'knex',
  'objection',
  'sequelize',
  'sequelize-typescript',
  'typeorm',
  '@nestjs/typeorm',
  '@nestjs/mongoose',
  '@nestjs/sequelize',
  '@mikro-orm/core',
  '@prisma/client',
  'drizzle-orm',
  'kysely',
  'bookshelf',
  'waterline',
  'redbean-node',
  'sqlite3',
  'sqlite',
  'better-sqlite3',
  'nedb',
  '@seald-io/nedb',
  'nedb-promises',
  'lowdb',
  'level',
  'rethinkdb',
  'arangojs',
  'neo4j-driver',
  'cassandra-driver',
  'couchbase',
  'nano',
  'pouchdb',
  'redis',
  'ioredis',
  'memjs',
  'memcached',
  'etcd3',
  'consul',
  'firebase-admin',
  '@google-cloud/firestore',
  '@google-cloud/storage',
  '@supabase/supabase-js',
  '@elastic/elasticsearch',
  '@opensearch-project/opensearch',
  'meilisearch',
  'algoliasearch',
  'typesense',
  'axios',
  'got',
  'node-fetch',
  'cross-fetch',
  'isomorphic-fetch',
  'undici',
  'superagent',
  'request',
  'request-promise',
  'request-promise-native',
  'needle',
  'ky',
  'ofetch',
  'phin',
  'bent',
  'wretch',
  '@nestjs/axios',
  'graphql-request',
  '@octokit/rest',
  '@octokit/core',
  'octokit',
  'stripe',
  'openai',
  'googleapis',
]);

/** Whether a package's calls ask another process for data. */
export function isClient(pkg: string): boolean {
  return clientPackages.has(pkg) || pkg.startsWith('@aws-sdk/client-') || pkg.startsWith('@azure/');
}

const CREATES =
  /^(create|insert|save|add|post|put|patch|delete|remove|update|upsert|send|publish|start|register|exec)/i;
const CREATING_SQL = /^\s*(insert|update|delete|merge|create|alter|drop|replace)\b/i;

/** Whether a call of a client changes something there: what it answers was made by this very call and cannot be asked for again. */
export function isCreating(method: string, firstText: string | null): boolean {
  return CREATES.test(method) || (firstText !== null && CREATING_SQL.test(firstText));
}
