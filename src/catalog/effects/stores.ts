import type { LibraryEffects } from '../effects.ts';
import { names } from './names.ts';

/** Caches, key-value stores, configuration services and object storage. */
export const storeEffects: readonly LibraryEffects[] = [
  {
    id: 'redis',
    packages: names(
      'redis ioredis @redis/client @redis/* iovalkey @valkey/valkey-glide @upstash/redis handy-redis tedis async-redis redis-om ioredis-mock redis-mock',
    ),
    source:
      '@redis/client 5.8 dist/lib/commands; ioredis 5.8 built/utils/RedisCommander.d.ts; @upstash/redis 1.35 nodejs.d.ts; redis-om 0.4 dist',
    remote: true,
    methods: {
      store: names(
        `set setex setEx psetex pSetEx setnx setNX mset mSet msetnx getset getSet getdel getDel getex getEx append incr incrby incrBy incrbyfloat
         incrByFloat decr decrby decrBy del unlink expire expireat expireAt pexpire pExpire pexpireat persist rename renamenx copy move restore
         touch flushall flushAll flushdb flushDb hset hSet hsetnx hSetNX hmset hdel hDel hincrby hIncrBy hincrbyfloat hexpire hExpire
         lpush lPush lpushx rpush rPush rpushx lpop lPop rpop rPop lrem lRem lset lSet ltrim lTrim linsert lInsert lmove lMove rpoplpush
         blpop blPop brpop brPop blmove sadd sAdd srem sRem spop sPop smove sMove sinterstore sunionstore sdiffstore zadd zAdd zrem zRem
         zincrby zIncrBy zpopmin zPopMin zpopmax zPopMax bzpopmin bzpopmax zremrangebyscore zRemRangeByScore zremrangebyrank
         zRemRangeByRank zunionstore zinterstore zrangestore pfadd pfAdd pfmerge setbit setBit setrange setRange bitop geoadd geoAdd
         xdel xDel xtrim xTrim xgroup xGroup* xack xAck xclaim xautoclaim eval evalsha evalSha fcall script functionLoad
         save bgsave createAndSave remove createIndex dropIndex json`,
      ),
      queue: names('publish spublish sPublish xadd xAdd'),
      read: names(
        `get mget mGet getBuffer getrange getRange exists type ttl pttl pTTL TTL keys scan scanStream scanIterator sscan* hscan* zscan*
         strlen hget hGet hgetall hGetAll hmget hmGet hkeys hKeys hvals hVals hlen hLen hexists hExists lrange lRange llen lLen lindex
         lIndex lpos smembers sMembers sismember sIsMember smismember scard sCard srandmember sRandMember sinter sunion sdiff zrange zRange*
         zrangebyscore zrevrange zrevrangebyscore zscore zScore zrank zRank zrevrank zcard zCard zcount zCount pfcount pfCount getbit getBit
         bitcount bitCount geosearch geoSearch geodist georadius xrange xRange xrevrange xread xRead xreadgroup xReadGroup xlen xLen xpending
         xinfo dbsize dbSize info ping time randomkey lastsave memory object dump fetch search`,
      ),
      handle: names(
        `createClient createCluster createSentinel Redis Cluster connect disconnect quit close end destroy duplicate on once off multi pipeline batch
         subscribe psubscribe pSubscribe ssubscribe unsubscribe punsubscribe pUnsubscribe select auth monitor defineCommand watch unwatch
         config client cluster hello options status isOpen isReady setName legacy withTypeMapping fromEnv`,
      ),
    },
    ends: names('exec execAsPipeline execBuffer'),
    otherwise: 'read',
  },
  {
    id: 'memcached',
    packages: names('memjs memcached memcache-plus memcache'),
    source: 'memjs 1.3 lib/memjs/memjs.js; memcached 2.2 lib/memcached.js',
    remote: true,
    methods: {
      store: names('set add replace append prepend cas delete del increment incr decrement decr touch flush flushAll'),
      read: names('get gets getMulti stats statsWithKey version items cachedump'),
      handle: names('create connect disconnect end close quit on'),
    },
    otherwise: 'handle',
  },
  {
    id: 'coordination',
    packages: names('etcd3 consul  node-zookeeper-client zookeeper node-vault'),
    source: 'etcd3 1.1 lib/index.d.ts; consul 2.0 lib; node-vault 0.10 src',
    remote: true,
    methods: {
      store: names('put set delete del write remove create register deregister fire mkdirp setData'),
      lease: names('lease lock acquire campaign renew tokenRenewSelf keepaliveOnce'),
      read: names('get getAll keys list read getData exists getChildren services health nodes status'),
      handle: names('watch close namespace connect on mock kv agent session stm release end'),
    },
    otherwise: 'handle',
  },
  {
    id: 'cache-abstractions',
    packages: names(
      'keyv cache-manager @nestjs/cache-manager cacheable bentocache unstorage catbox @hapi/catbox cachified @epic-web/cachified',
    ),
    source:
      'keyv 5.6 dist/index.d.ts; cache-manager 7.2 dist/index.d.ts; unstorage 1.17 dist/index.d.ts; bentocache 1.6 build',
    remote: true,
    methods: {
      store: names(
        'set setMany mset del delete deleteMany mdel clear reset setItem setItems removeItem setItemRaw setForever drop put expire deleteByTag',
      ),
      read: names(
        'get getMany mget has hasMany getItem getItems hasItem getItemRaw getKeys keys ttl wrap getOrSet getOrSetForever pull take',
      ),
      handle: names(
        'createCache caching multiCaching on off once disconnect createStorage mount unmount prefixStorage dispose start stop register registerAsync use namespace watch default',
      ),
    },
    otherwise: 'handle',
  },
  {
    id: 'aws-sdk-3',
    packages: names('@aws-sdk/* @smithy/*'),
    source:
      '@aws-sdk/client-s3 3.900, client-sqs, client-dynamodb, client-ses, lib-dynamodb, lib-storage, s3-request-presigner dist-types',
    remote: true,
    methods: {
      send: names('done upload abort'),
      read: names('paginate* waitUntil* waitFor*'),
      none: names('getSignedUrl createPresignedPost marshall unmarshall'),
      handle: names('destroy from on off config middlewareStack'),
    },
    lasting: names('GetQueueUrl GetCallerIdentity'),
    command: {
      methods: names('send'),
      reads: names(
        'Get* List* Head* Describe* Query* Scan* BatchGet* Select* Search* TransactGet* Lookup* Check* Estimate* Preview* Validate* Verify* Test* Detect* Receive*',
      ),
      writes: 'send',
    },
    otherwise: 'handle',
  },
  {
    id: 'aws-sdk-2',
    packages: names('aws-sdk'),
    source: 'aws-sdk 2.1692 clients/*.d.ts',
    remote: true,
    methods: {
      send: names(
        'put* post* create* delete* update* send* publish* upload* copy* start* stop* invoke* batchWrite* batchWriteItem transactWrite* terminate* run* tag* untag* attach* detach* register* deregister* complete* abort* restore* purge* change* set* add* remove* put delete update batchWrite enable* disable* subscribe*',
      ),
      read: names(
        'get* list* head* describe* query* scan* batchGet* select* search* receive* detect* lookup* get query scan batchGet transactGet* waitFor',
      ),
      none: names('getSignedUrl getSignedUrlPromise createPresignedPost'),
      handle: names('config Endpoint Credentials S3 SQS SNS DynamoDB DocumentClient SES Lambda on'),
    },
    lasting: names('getQueueUrl getCallerIdentity'),
    ends: names('promise send eachPage'),
    otherwise: 'handle',
  },
  {
    id: 'object-storage',
    packages: names(
      'minio @google-cloud/storage @azure/storage-blob @azure/storage-file-share @vercel/blob @netlify/blobs cloudinary imagekit backblaze-b2 ali-oss qiniu cos-nodejs-sdk-v5 @adonisjs/drive flydrive @tus/s3-store',
    ),
    source:
      'minio 8.0 dist/main/internal/client.d.ts; @google-cloud/storage 7 build/cjs/src; @azure/storage-blob 12 dist; @vercel/blob 2 dist/index.d.ts; cloudinary 2 types/index.d.ts; flydrive 1.3 build',
    remote: true,
    methods: {
      send: names(
        'putObject fPutObject removeObject removeObjects copyObject makeBucket removeBucket save upload uploadStream uploadFile uploadData uploadBrowserData delete deleteIfExists deleteFiles copy move rename put del set setJSON setMetadata makePublic makePrivate create createIfNotExists createWriteStream append commitBlockList stageBlock syncCopyFromURL beginCopyFromURL destroy explicit putStream deleteAll moveFromFs copyFromFs multipartUpload putACL deleteMulti setVisibility',
      ),
      read: names(
        'getObject fGetObject statObject listObjects listObjectsV2 listBuckets bucketExists download downloadToBuffer downloadToFile createReadStream getMetadata getFiles getSignedUrl exists list head get getStream getBytes getVisibility getUrl listBlobsFlat getProperties getArrayBuffer getWithMetadata resource resources search listAll url ',
      ),
      handle: names(
        'bucket file getContainerClient getBlockBlobClient getBlobClient getAppendBlobClient fromConnectionString config Storage Client use store getStore uploader api',
      ),
    },
    otherwise: 'handle',
  },
];
