import type { LibraryEffects } from '../effects.ts';
import { names } from './names.ts';

const sqlHandles = names(
  `connect end close release acquire getConnection getClient createPool createConnection createPoolCluster pool destroy
   on once off escape escapeId format ping changeUser beginTransaction begin commit rollback prepare unprepare
   setTypeParser types Pool Client PreparedStatement Request input output pause resume defaults verbose config reconnect`,
);

/** Drivers and ORMs of databases, server and embedded ones. */
export const databaseEffects: readonly LibraryEffects[] = [
  {
    id: 'sql-drivers',
    packages: names(
      `pg pg-pool pg-promise postgres mysql mysql2 mariadb mssql tedious oracledb @neondatabase/serverless @vercel/postgres
       @planetscale/database slonik snowflake-sdk @clickhouse/client @databricks/sql ibm_db`,
    ),
    source:
      'pg 8.16 lib/client.js; pg-promise 11 typescript/pg-promise.d.ts; postgres 3.4 types/index.d.ts; mysql2 3.15 promise.d.ts; mariadb 3.4 types/index.d.ts; mssql 11 lib; slonik 48 dist',
    remote: true,
    methods: {
      store: names('none copyFrom bulk batch execBulkLoad bulkLoad callProcedure insert command '),
      read: names('one many oneOrNone manyOrNone oneFirst many* maybeOne* exists stream cursor queryStream '),
      handle: sqlHandles,
    },
    text: {
      methods: names(
        'query execute any none one many oneOrNone manyOrNone result unsafe run raw execSql execSqlBatch batch task multi multiResult func proc default sql exec',
      ),
      writes: 'store',
    },
    otherwise: 'handle',
  },
  {
    id: 'sqlite-drivers',
    packages: names(
      'better-sqlite3 sqlite3 sqlite node:sqlite bun:sqlite sql.js @libsql/client libsql duckdb @duckdb/node-api @electric-sql/pglite',
    ),
    source:
      'better-sqlite3 12.11 docs/api.md; sqlite3 6.0 lib/sqlite3.js; sqlite 5.1 build/Database.d.ts; @types/node 22.20 sqlite.d.ts; @libsql/client 0.18 lib-esm/sqlite3.js; @electric-sql/pglite 0.5 dist',
    remote: true,
    methods: {
      read: names('get all each iterate pluck columns raw getAsObject runAndReadAll query*'),
      handle: names(
        'prepare close configure verbose serialize parallelize bind finalize free pragma function aggregate table open transaction on reset setAuthorizer loadExtension Database DatabaseSync Statement',
      ),
      local: names('backup export migrate executeMultiple'),
    },
    text: { methods: names('run exec execute batch query get all each sql'), writes: 'local' },
    ends: names('run'),
    otherwise: 'handle',
  },
  {
    id: 'knex',
    packages: names('knex objection @feathersjs/knex'),
    source: 'knex 3.3 types/index.d.ts; objection 3.1 typings/objection/index.d.ts',
    remote: true,
    methods: {
      store: names(
        `insert insertAndFetch insertGraph* insertWithRelated* upsertGraph* update updateAndFetch* patch patchAndFetch* del
         delete deleteById increment decrement truncate upsert batchInsert relate unrelate
         createTable createTableIfNotExists alterTable dropTable dropTableIfExists renameTable createSchema* dropSchema* latest rollback up down`,
      ),
      read: names(
        `select first pluck count countDistinct min max sum avg sumDistinct avgDistinct find findById findByIds findOne
         fetch columnInfo hasTable hasColumn resultSize range page stream list currentVersion status`,
      ),
      handle: names(
        `where* andWhere* orWhere* join* leftJoin* rightJoin* innerJoin* from table into as with* orderBy* groupBy* having*
         limit offset returning transacting forUpdate forShare on onConflict merge ignore clone transaction transactionProvider destroy
         initialize client schema fn ref modify clearSelect clearWhere timeout debug knex default knexSnakeCaseMappers model
         columns column distinct union* queryBuilder batch context query relatedQuery $query $relatedQuery bindKnex skipLocked noWait`,
      ),
    },
    text: { methods: names('raw fromRaw'), writes: 'store' },
    ends: names('then catch finally asCallback execute toSQL toString'),
    otherwise: 'handle',
  },
  {
    id: 'bookshelf',
    packages: names('bookshelf'),
    source: 'bookshelf 1.2 lib/model.js, lib/collection.js',
    remote: true,
    methods: {
      store: names('save destroy invokeThen create attach detach updatePivot'),
      read: names('fetch fetchAll fetchPage fetchOne count refresh load'),
      handle: names('where query orderBy forge set get model Model related transaction'),
    },
    otherwise: 'handle',
  },
  {
    id: 'query-builders',
    packages: names('kysely drizzle-orm zapatos @ts-safeql/sql-tag massive pgtyped @pgtyped/runtime'),
    source: 'kysely 0.28 dist/esm/query-creator.d.ts; drizzle-orm 0.45 pg-core/db.d.ts; massive 6 lib',
    remote: true,
    methods: {
      store: names(
        'insertInto updateTable deleteFrom replaceInto mergeInto insert update delete replace upsert save createTable dropTable alterTable createIndex migrateToLatest refreshMaterializedView',
      ),
      read: names(
        'selectFrom select selectDistinct selectNoFrom findFirst findMany $count executeTakeFirst* stream find findOne count',
      ),
      handle: names(
        'with* values set where* from innerJoin leftJoin orderBy* groupBy limit offset returning* onConflict* transaction connection destroy compile $if $dynamic prepare drizzle fn schema query selectAll as execute all get run sql eb',
      ),
    },
    text: { methods: names('raw execute sql run'), writes: 'store' },
    ends: names('execute executeTakeFirst executeTakeFirstOrThrow all get run values then returning'),
    otherwise: 'handle',
  },
  {
    id: 'sequelize',
    packages: names('sequelize sequelize-typescript @sequelize/core @nestjs/sequelize'),
    source: 'sequelize 6.37 types/model.d.ts, types/sequelize.d.ts',
    remote: true,
    methods: {
      store: names(
        `create bulkCreate findOrCreate findCreateFind update destroy restore upsert increment decrement save truncate drop sync
         createTable dropTable addColumn removeColumn changeColumn renameColumn addIndex removeIndex bulkInsert bulkUpdate bulkDelete addConstraint`,
      ),
      read: names(
        'find findAll findOne findByPk findAndCountAll findOrBuild count sum min max aggregate reload describe authenticate showAllSchemas',
      ),
      handle: names(
        'build define init transaction close model hasMany belongsTo hasOne belongsToMany scope unscoped addScope addHook set get toJSON validate commit rollback literal fn col where models addModels isDefined changed',
      ),
    },
    text: { methods: names('query'), writes: 'store' },
    otherwise: 'handle',
  },
  {
    id: 'typeorm',
    packages: names('typeorm @nestjs/typeorm typeorm-transactional'),
    source: 'typeorm 0.3.31 repository/Repository.d.ts, query-builder/*.d.ts, data-source/DataSource.d.ts',
    remote: true,
    methods: {
      store: names(
        'save insert update upsert delete deleteAll updateAll remove softRemove recover softDelete restore increment decrement clear synchronize dropDatabase runMigrations undoLastMigration into',
      ),
      read: names(
        'find findBy findAndCount findAndCountBy findByIds findOne findOneBy findOneById findOneOrFail findOneByOrFail exists exist existsBy count countBy sum average minimum maximum getMany getOne getOneOrFail getManyAndCount getRawMany getRawOne getRawAndEntities getCount getExists stream reload findTrees findRoots findDescendants findAncestors',
      ),
      handle: names(
        'create merge preload createQueryBuilder createQueryRunner getRepository getTreeRepository getMongoRepository initialize connect destroy close release transaction startTransaction commitTransaction rollbackTransaction where andWhere orWhere leftJoin* innerJoin* select addSelect orderBy addOrderBy groupBy skip take limit offset set values setParameter* setLock hasId extend withRepository manager',
      ),
    },
    text: { methods: names('query'), writes: 'store' },
    ends: names('execute'),
    otherwise: 'handle',
  },
  {
    id: 'mikro-orm',
    packages: names('@mikro-orm/*'),
    source: '@mikro-orm/core 6.6 EntityManager.d.ts',
    remote: true,
    methods: {
      store: names(
        'flush persistAndFlush removeAndFlush insert insertMany nativeInsert nativeUpdate nativeDelete upsert upsertMany createSchema updateSchema dropSchema up down',
      ),
      read: names('find findAll findOne findOneOrFail findAndCount findByCursor count refresh populate execute stream'),
      handle: names(
        'persist remove create assign fork merge map getReference clear transactional begin commit rollback getRepository init initSync connect close em isConnected getConnection createQueryBuilder qb',
      ),
    },
    ends: names('execute'),
    otherwise: 'handle',
  },
  {
    id: 'prisma',
    packages: names('@prisma/client .prisma/client @prisma/extension-accelerate'),
    source: '@prisma/client 6.19 runtime/library.d.ts (generated client: model operations)',
    remote: true,
    methods: {
      store: names(
        'create createMany createManyAndReturn update updateMany updateManyAndReturn upsert delete deleteMany $executeRaw $executeRawUnsafe $runCommandRaw',
      ),
      read: names(
        'findUnique findUniqueOrThrow findFirst findFirstOrThrow findMany count aggregate groupBy findRaw aggregateRaw',
      ),
      handle: names('$connect $disconnect $on $use $extends $transaction PrismaClient'),
    },
    text: { methods: names('$queryRaw $queryRawUnsafe'), writes: 'store' },
    otherwise: 'handle',
  },
  {
    id: 'mongoose',
    packages: names('mongoose @nestjs/mongoose @typegoose/typegoose @typegoose/auto-increment'),
    source: 'mongoose 8.19 types/models.d.ts, types/query.d.ts, types/document.d.ts',
    remote: true,
    methods: {
      store: names(
        `create insertMany insertOne save bulkSave bulkWrite updateOne updateMany update replaceOne deleteOne deleteMany remove
         findOneAndUpdate findOneAndDelete findOneAndReplace findOneAndRemove findByIdAndUpdate findByIdAndDelete findByIdAndRemove
         findAndModify createCollection dropCollection dropDatabase syncIndexes createIndexes ensureIndexes increment`,
      ),
      read: names(
        'find findOne findById exists count countDocuments estimatedDocumentCount distinct aggregate watch cursor mapReduce populate listIndexes',
      ),
      handle: names(
        `model connect where createConnection disconnect close connection set get Schema startSession startTransaction commitTransaction abortTransaction
         endSession withTransaction transaction hydrate validate lean sort limit skip select session setOptions orFail equals gt gte lt lte in nin
         toObject toJSON pre post plugin index virtual method static add path markModified isModified populated Types isValidObjectId init
         allowDiskUse collation hint read maxTimeMS batchSize and or nor getModelForClass prop modelOptions forFeature forRoot forRootAsync`,
      ),
    },
    ends: names('exec then catch lean orFail cursor'),
    otherwise: 'handle',
  },
  {
    id: 'mongodb',
    packages: names('mongodb monk mongoist mongodb-legacy papr mongojs'),
    source: 'mongodb 6.20 mongodb.d.ts; monk 7.3 lib/collection.js; papr 16 dist',
    remote: true,
    methods: {
      store: names(
        `insert insertOne insertMany update updateOne updateMany upsert replaceOne remove deleteOne deleteMany findOneAndUpdate
         findOneAndDelete findOneAndReplace findAndModify findAndRemove bulkWrite save createIndex createIndexes dropIndex dropIndexes
         drop dropCollection dropDatabase createCollection rename renameCollection initializeOrderedBulkOp initializeUnorderedBulkOp
         openUploadStream* delete command runCommand`,
      ),
      read: names(
        'find findOne count countDocuments estimatedDocumentCount distinct aggregate group mapReduce indexes listCollections listIndexes stats watch openDownloadStream* exists hasNext',
      ),
      handle: names(
        'connect close db collection collections get startSession withSession withTransaction startTransaction commitTransaction abortTransaction endSession MongoClient ObjectId GridFSBucket on once sort limit skip project filter batchSize model schema ping admin',
      ),
    },
    ends: names('toArray next forEach execute explain tryNext'),
    otherwise: 'handle',
  },
  {
    id: 'document-stores',
    packages: names(
      'nedb @seald-io/nedb nedb-promises lokijs tingodb marsdb pouchdb pouchdb-node pouchdb-core nano rxdb',
    ),
    source:
      'nedb 1.8 lib/datastore.js; @seald-io/nedb 4.1 lib/datastore.js; lokijs 1.5 src/lokijs.js; pouchdb 9.0 lib/index.js; nano 11 lib/nano.d.ts',
    remote: true,
    methods: {
      local: names(
        'insert insertAsync insertOne update updateAsync updateOne updateWhere remove removeAsync removeWhere findAndUpdate findAndRemove put post bulkDocs bulkInsert bulk bulkUpsert upsert atomic destroy compact* saveDatabase ensureIndex* putAttachment removeAttachment createIndex incrementalPatch patch addCollections sync replicate',
      ),
      read: names(
        'find findAsync findOne findOneAsync count countAsync get allDocs query changes bulkGet getAttachment info view list data fetch search',
      ),
      handle: names(
        'loadDatabase* persistence use scope addCollection getCollection removeCollection chain simplesort close on once plugin sort limit skip projection db',
      ),
    },
    ends: names('exec execAsync then'),
    otherwise: 'handle',
  },
  {
    id: 'file-databases',
    packages: names(
      'lowdb node-json-db node-persist conf configstore electron-store keyv-file flat-cache quick.db enmap simple-json-db stormdb diskdb node-localstorage',
    ),
    source:
      'lowdb 7.0 lib/core/Low.js; node-json-db 3.0 dist/JsonDB.d.ts; node-persist 4.0 src/local-storage.js; conf 15.1 dist/source/index.d.ts',
    remote: true,
    methods: {
      local: names(
        'write update push set setItem updateItem removeItem delete clear save sub add remove removeByKey destroy setKey removeKey ensure inc dec math reset appendToArray',
      ),
      read: names(
        'read get getData getItem getObject has find values keys entries length all count exists getIndex fetch load getKey',
      ),
      handle: names('init initSync create default chain on connect loadCollections'),
    },
    otherwise: 'handle',
  },
  {
    id: 'key-value-files',
    packages: names(
      'level classic-level leveldown levelup memory-level rocksdb lmdb lmdb-store node-lmdb abstract-level level-party subleveldown level-sublevel encoding-down',
    ),
    source: 'abstract-level 3.1 types; classic-level 3.0 index.d.ts; lmdb 3.5 index.d.ts',
    remote: true,
    methods: {
      local: names(
        'put del batch clear write remove putSync removeSync transaction transactionSync putBinary putString ifNoExists ifVersion deleteDB clearAsync clearSync drop',
      ),
      read: names(
        'get getMany getSync iterator keys values getRange getKeys getValues getCount getEntry doesExist has getBinary getString prefetch',
      ),
      handle: names('open close sublevel Level ClassicLevel openDB default beginTxn openDbi commit abort snapshot'),
    },
    otherwise: 'handle',
  },
  {
    id: 'search-engines',
    packages: names(
      '@elastic/elasticsearch @opensearch-project/opensearch elasticsearch meilisearch typesense algoliasearch @algolia/client-search  solr-client',
    ),
    source:
      '@elastic/elasticsearch 9 lib/api/api; meilisearch 0.53 dist/types; typesense 2.1 lib/Typesense; algoliasearch 5 dist/node.d.ts',
    remote: true,
    methods: {
      store: names(
        'index create update updateByQuery delete deleteByQuery bulk reindex putMapping putSettings putAlias updateAliases addDocuments* updateDocuments* deleteDocument* deleteAllDocuments updateSettings createIndex deleteIndex swapIndexes upsert import saveObject* partialUpdateObject* deleteObject* deleteBy clearObjects batch addOrUpdateObject replaceAllObjects setSettings refresh',
      ),
      read: names(
        'search msearch get mget count exists getSource searchSingleIndex searchForHits multiSearch retrieve export getDocument* getStats health info cat scroll scrollSearch getObject* browse* searchForFacetValues getTask* waitForTask*',
      ),
      handle: names('Client close child getIndex initIndex collections documents indices cluster helpers diagnostic'),
    },
    otherwise: 'handle',
  },
  {
    id: 'graph-and-wide-stores',
    packages: names(
      'neo4j-driver arangojs cassandra-driver couchbase rethinkdb rethinkdbdash gremlin surrealdb dgraph-js @influxdata/influxdb-client influx',
    ),
    source:
      'neo4j-driver 6 types; arangojs 10 esm/collection.d.ts; cassandra-driver 4.8 index.d.ts; couchbase 4.5 dist/collection.d.ts; @influxdata/influxdb-client 1.35 dist',
    remote: true,
    methods: {
      store: names(
        'save insert upsert update replace replaceAll remove removeAll import truncate executeWrite writeTransaction batch mutateIn writePoint writePoints writeRecord* writeMeasurement merge delete create mutate increment decrement touch',
      ),
      read: names(
        'get getAll document documents all lookupIn exists executeRead readTransaction collectRows iterateRows queryRows getBy* count select analyticsQuery stream eachRow ping info',
      ),
      handle: names(
        'driver session close connect shutdown beginTransaction commit rollback database collection use signin auth table db r execute* bucket scope flush getWriteApi getQueryApi',
      ),
    },
    text: { methods: names('query run execute'), writes: 'store' },
    ends: names('run'),
    otherwise: 'handle',
  },
  {
    id: 'hosted-databases',
    packages: names(
      'firebase-admin @google-cloud/firestore @google-cloud/datastore @google-cloud/bigquery @google-cloud/spanner @supabase/supabase-js @supabase/postgrest-js dynamoose @azure/cosmos @azure/data-tables firebase faunadb convex',
    ),
    source:
      '@google-cloud/firestore 7 types/firestore.d.ts; firebase-admin 13 lib; @supabase/postgrest-js 2 dist; dynamoose 4 dist; @azure/cosmos 4 dist',
    remote: true,
    methods: {
      store: names(
        'set add create update delete push remove transaction insert upsert save batchPut batchDelete merge replace patch deleteItem upsertItem createEntity updateEntity deleteEntity upsertEntity bulkWriter recursiveDelete createUser updateUser deleteUser setCustomUserClaims revokeRefreshTokens signUp signInWithPassword signInWithOtp updateUserById inviteUserByEmail rpc upload move copy createDocument',
      ),
      read: names(
        'get getAll select once listDocuments listCollections count query scan batchGet read readAll fetchAll fetchNext listEntities getEntity getUser* listUsers verifyIdToken verifySessionCookie download list getSession getPublicUrl run exists fetch',
      ),
      handle: names(
        'collection doc collectionGroup where orderBy limit startAfter startAt endAt endBefore ref child from eq neq gt gte lt lte like ilike in is contains match not or filter order range single maybeSingle initializeApp getFirestore firestore database auth storage credential cert batch runTransaction onSnapshot on off channel subscribe removeChannel createClient container items item model Schema key',
      ),
      send: names(
        'send sendEach sendEachForMulticast sendMulticast sendToDevice sendToTopic sendAll subscribeToTopic unsubscribeFromTopic',
      ),
    },
    ends: names('then commit exec'),
    otherwise: 'handle',
  },
  {
    id: 'other-orms',
    packages: names(
      'waterline sails redbean-node @loopback/repository feathers-mongoose @feathersjs/mongodb @feathersjs/memory ottoman camo caminte',
    ),
    source:
      'waterline 0.15 lib/waterline/methods; redbean-node 0.3 dist/redbean-node.d.ts; @loopback/repository 7 dist/repositories/repository.d.ts',
    remote: true,
    methods: {
      store: names(
        'create createEach createAll update updateOne updateAll updateById destroy destroyOne delete deleteAll deleteById replaceById replaceCollection addToCollection removeFromCollection archive archiveOne store storeAll trash trashAll patch remove findOrCreate save exec',
      ),
      read: names(
        'find findOne findById count sum avg stream load getAll getRow getCell getCol get exists findForUpdate',
      ),
      handle: names(
        'dispense setup begin commit rollback transaction freeze populate meta where limit skip sort select usingConnection connect close execute',
      ),
    },
    ends: names('fetch then intercept tolerate meta usingConnection'),
    otherwise: 'handle',
  },
];
