import { effectOfCall, isOfHandles } from '../catalog/effects/index.ts';
import type { Effect } from '../catalog/effects.ts';

/**
 * What a call of a library does to the world outside the process, by package, steps and the words of its arguments.
 * The catalogue's rows come first; the tables here say what other packages are for, and were not read package by package.
 */

/** What a call does, as a set of bits. */
export const Does = {
  /** Changes rows, documents or keys of a database or store. */
  database: 1,
  /** Writes, renames or removes files. */
  file: 2,
  /** Puts work on a queue or a message on a bus. */
  queue: 4,
  /** Mail, POST, publish: something that others receive. */
  send: 8,
  /** Runs a command. */
  exec: 16,
  /** Works on a device or service through a handle that was handed in. */
  device: 32,
  /** The same through a handle that the code itself opens. */
  own: 64,
  /** Speaks to the client that asked, or to the live sockets of this process. */
  answer: 128,
  metrics: 256,
  /** Asks outside and uses what comes back. */
  read: 512,
  /** Ends or starts this process, its workers or its children. */
  process: 1024,
  /** Something outside the program whose result is dropped: nobody knows what it does. */
  unknown: 2048,
  /** Takes or renews a claim that other processes see. */
  lease: 4096,
  /** A call that could not be resolved at all, whose result is dropped. */
  unresolved: 8192,
} as const;

/** What other processes or people see of it. */
export const OUTSIDE = Does.database | Does.file | Does.queue | Does.send | Does.exec | Does.device;

type Family = {
  readonly packages: RegExp;
  /** First rule that fits the method decides; `null` is no effect; no rule: `otherwise`. */
  readonly methods: readonly (readonly [method: RegExp, does: number])[];
  /** `used`: a read where the result is used, else unknown. */
  readonly otherwise: number | 'used';
};

const READS =
  /^(get|find|fetch|select|count|exist|has|is|list|query|search|scan|head|stat|read|load|lookup|describe|aggregate|distinct|keys|values|entries|watch|info|ping|first|all|each|pluck|sum|min|max|avg|average|show|check|stream|where|from|with|order|limit|include|populate|lean|sort|skip|project|group|having|join|left|right|inner|to|as|and|or|not|map|exec$|explain|describe|batch$|multi|pipeline|transaction|\$transaction|\$connect|\$disconnect|\$on|\$use|\$extends|connect|open|close|end|quit|disconnect|destroyPool|release|use|on|once|off|model|define|init|sync|authenticate|collection|db|table|schema|createQueryBuilder|createQueryRunner|getRepository|startSession|prepare|bind|duplicate|auth|use|hydrate|merge|assign|build|toJSON|toObject|validate|set$|define|hook|add(Hook|Scope)|index)/i;
const WRITES =
  /^(create|insert|save|add|post|put|patch|delete|del$|remove|destroy|update|upsert|set|hset|hdel|hincr|incr|decr|expire|pexpire|persist|rename|push|lpush|rpush|lpop|rpop|lrem|ltrim|sadd|srem|spop|zadd|zrem|zincr|xadd|xdel|xtrim|unlink|flush|append|getset|getdel|bulk|replace|truncate|drop|store$|trash|restore|soft|increment|decrement|findOneAnd|findByIdAnd|findAndModify|modify|move|copy|merge|write|touch|archive|enqueue|index|deleteByQuery|updateByQuery|executeRaw|\$executeRaw|batch$|mset|eval|cleanup|exec(ute)?(Non)?Query$|vacuum|migrate|run$|runCommand|exec$|none$)/i;
const SQL_WRITE =
  /^[\s(]*(insert|update|delete|merge|create|alter|drop|replace|truncate|vacuum|with\b[\s\S]*\b(insert|update|delete)\b|refresh|reindex|call)\b/i;
const SQL_READ = /^[\s(]*(select|show|explain|describe|pragma|with|set|begin|commit|rollback|listen|notify)\b/i;
const SQL_CALLS =
  /^(query|execute|exec|run|raw|any|none|one|many|oneOrNone|manyOrNone|all|get|each|prepare|\$queryRaw|\$executeRaw|\$queryRawUnsafe|\$executeRawUnsafe|unsafe|values|createQuery|nativeQuery)$/;
const CLOSERS =
  /^(close|destroy|end|terminate|kill|abort|disconnect|stop|quit|unref|ref|release|dispose|shutdown|removeListener|removeAllListeners|off|unsubscribe|cancel|finish|teardown|\$disconnect)$/i;
const LISTENERS = /^(on|once|addListener|addEventListener|prependListener|subscribe|watch|listen|pipe)$/;

/** Packages that speak to a database and know no rows: what they destroy is a connection. */
const DRIVERS =
  /^(pg|pg-pool|pg-promise|postgres|mysql|mysql2|mariadb|mssql|tedious|oracledb|knex|mongodb|redis|ioredis|@redis\/client|iovalkey|@neondatabase\/serverless)(\/|$)/;

const databases: Family = {
  packages:
    /^(mongodb|mongoose|@nestjs\/mongoose|monk|mongoist|@typegoose\/typegoose|pg|pg-pool|pg-promise|postgres|mysql|mysql2|mariadb|mssql|tedious|oracledb|knex|objection|sequelize|sequelize-typescript|@sequelize\/core|typeorm|@nestjs\/typeorm|@nestjs\/sequelize|@mikro-orm\/.*|mikro-orm|@prisma\/client|prisma|drizzle-orm|kysely|bookshelf|waterline|redbean-node|sqlite3|sqlite|node:sqlite|better-sqlite3|nedb|@seald-io\/nedb|nedb-promises|lowdb|level|rethinkdb|arangojs|neo4j-driver|cassandra-driver|couchbase|nano|pouchdb|redis|ioredis|@redis\/client|iovalkey|@upstash\/redis|memjs|memcached|etcd3|consul|@google-cloud\/(firestore|storage|datastore)|@supabase\/supabase-js|@elastic\/elasticsearch|@opensearch-project\/opensearch|meilisearch|algoliasearch|typesense|firebase-supabase|sql-transactions|sql-drivers|slonik|@neondatabase\/serverless|@azure\/(storage-blob|cosmos|data-tables)|minio|dynamoose|cache-manager|@nestjs\/cache-manager|keyv|node-persist|electron-store|conf|configstore)(\/|$)/,
  methods: [
    [/^(publish|xadd|sendCommand)$/i, Does.queue],
    [WRITES, Does.database],
    [READS, Does.read],
  ],
  otherwise: 'used',
};

const families: readonly Family[] = [
  {
    packages:
      /^(node:(path|url|util|querystring|string_decoder|buffer|assert|crypto|os|zlib|events|stream|perf_hooks|async_hooks|diagnostics_channel|v8|vm|module|readline|timers|tty|constants|inspector|punycode|trace_events)|node-events|node-streams|node-async-hooks|node-diagnostics-channel|node-readline|lodash.*|underscore|ramda|remeda|radash|es-toolkit|async|neo-async|co|rxjs|dayjs|moment|moment-timezone|luxon|date-fns.*|uuid|nanoid|ulid|debug|chalk|kleur|picocolors|semver|zod|joi|yup|ajv.*|valibot|superstruct|class-(validator|transformer)|validators|jsonwebtoken|jose|bcrypt.*|argon2|ms|bytes|mime.*|qs|validator|ejs|handlebars|mustache|pug|templates|marked|cheerio|fast-.*|cron-parser|cron-validator|cronstrue|croner|cron|node-cron|node-schedule|deepmerge|clone.*|object-hash|eventemitter.*|emittery|mitt|tiny-emitter|limiters|locks|retries|p-.*|immer|immutables|yjs|lib0.*|y-protocols.*|graphql.*|graphql-js|js-yaml|yaml|ini|iconv-lite|he|entities|escape-.*|slugify|inflection|pluralize|shortid|escape-string-regexp|micromatch|minimatch|picomatch|ip|ip-address|ipaddr.js|netmask|sharp|jimp|csv.*|papaparse|xml2js|xml-js|xmldom|@xmldom\/xmldom|fflate|pako|colors|ansi-.*|strip-ansi|string-.*|tslib|reflect-metadata|core-js.*|@babel\/runtime.*|dataloader|schedulers|global-timers|node-timers|toad-scheduler|bree|lru-cache|node-cache|quick-lru|@isaacs\/ttlcache|caches|memoizee|memoize-one|mem|denque|yallist|i18next|express|koa|koa-router|fastify|hono|hapi|restify|@nestjs\/core|connect|router)(\/|$)/,
    methods: [],
    otherwise: 0,
  },
  {
    packages:
      /^(winston.*|logform|pino.*|bunyan|log4js|tslog|consola|loglevel|npmlog|signale|nest-winston|nestjs-pino|loggers|@nestjs\/common|morgan|roarr|fancy-log|@adonisjs\/logger)(\/|$)/,
    methods: [],
    otherwise: 0,
  },
  {
    packages:
      /^(prom-client|@opentelemetry\/.*|telemetry|hot-shots|node-statsd|statsd-client|statsd|lynx|dd-trace|newrelic|elastic-apm-node|applicationinsights|@sentry\/.*|@bugsnag\/.*|rollbar|appmetrics|pidusage|systeminformation|measured.*|express-prom-bundle|@google-cloud\/(trace-agent|profiler)|event-loop-stats|clinic|posthog-node|analytics-node|@segment\/analytics-node|mixpanel|@splunk\/.*)(\/|$)/,
    methods: [[/^(capture|track|identify|alias|group|screen)$/i, Does.send]],
    otherwise: Does.metrics,
  },
  databases,
  {
    packages:
      /^(bull|bullmq|bee-queue|kue|agenda|@hokify\/agenda|@pulsecron\/pulse|pg-boss|graphile-worker|kafkajs|@confluentinc\/kafka-javascript|kafka-node|node-rdkafka|amqplib|amqp-connection-manager|rabbitmq-client|rhea.*|@azure\/(service-bus|event-hubs|storage-queue)|nats|@nats-io\/.*|mqtt|async-mqtt|sqs-consumer|sqs-producer|cloud-queues|@google-cloud\/(pubsub|tasks)|@nestjs\/(bull|bullmq|microservices|cqrs)|zeebe-node|@temporalio\/.*|inngest|@trigger\.dev\/sdk|@upstash\/qstash|durable-workflows|@dapr\/.*|celery-node|rsmq)(\/|$)/,
    methods: [
      [
        /^(add|enqueue|now|every|schedule|publish|send|emit|insert|create|dispatch|trigger|produce|start|signal|push|upsert|execute|remove|clean|drain|obliterate|retry|update|pause|resume|empty|trim)/i,
        Does.queue,
      ],
      [CLOSERS, 0],
    ],
    otherwise: 'used',
  },
  {
    packages:
      /^(nodemailer|mail|@sendgrid\/.*|mailgun.*|postmark|resend|twilio|web-push|node-pushnotifications|apn|@parse\/node-apn|expo-server-sdk|@slack\/.*|slack-bolt|telegraf|telegraf-grammy|grammy|node-telegram-bot-api|telegram-clients|discord\.js|discordjs|eris|twitter-api-v2|twitter.*|@line\/bot-sdk|whatsapp.*|@nestjs-modules\/mailer|email-templates|sendpulse.*|pusher|ably|onesignal-node|masto|megalodon|bot-frameworks|botbuilder|matrix-bot-sdk|vonage|@vonage\/.*|node-mailjet|mailersend|@mailchimp\/.*)(\/|$)/,
    methods: [
      [CLOSERS, 0],
      [LISTENERS, 0],
      [/^(get|fetch|list|find|verify|is|has|me$|users?$|lookup|search)/i, Does.read],
      [/^(login|connect|init|launch|start|createTransport|setApiKey|setVapidDetails|create$|use)/i, 0],
    ],
    otherwise: Does.send,
  },
  {
    packages:
      /^(axios|got|ky|undici|node-fetch|cross-fetch|isomorphic-fetch|superagent|request|request-promise|request-promise-native|needle|ofetch|@nestjs\/axios|http-clients|phin|bent|wretch|graphql-request|@apollo\/client|urql|axios-retry|node-http-client|follow-redirects|gaxios|make-fetch-happen|minipass-fetch)(\/|$)/,
    methods: [
      [/^(post|put|patch|delete|del|mutate|postForm|putForm)$/i, Does.send],
      [/^(get|head|options|text|json|buffer|stream|getUri|query)$/i, Does.read],
      [/^(create|extend|defaults|use|interceptors|on|once|set|retry|timeout|isAxiosError|CancelToken|source)$/i, 0],
    ],
    otherwise: 'used',
  },
  {
    packages:
      /^(stripe|openai|@anthropic-ai\/.*|@octokit\/.*|octokit|googleapis|@googleapis\/.*|@google-cloud\/.*|@aws-sdk\/.*|aws-sdk|@azure\/.*|firebase-admin|firebase-admin\/.*|@hubspot\/.*|jsforce|@notionhq\/client|@linear\/sdk|plaid|braintree|@paypal\/.*|shopify-api-node|@shopify\/.*|cloudinary|imagekit|@mux\/.*|contentful.*|algoliasearch|dockerode|@kubernetes\/client-node|cloud-sdks|jira.*|node-gitlab|@gitbeaker\/.*|ssh2|ssh2-sftp-client|basic-ftp|ftp|ldapjs|ldapts|ssh-ftp|simple-git|isomorphic-git|nodegit|web3|ethers|viem|@solana\/.*)(\/|$)/,
    methods: [
      [
        /^(get|list|find|fetch|retrieve|describe|search|query|head|read|count|check|has|is|lookup|select|log$|status|diff|show|connect|login|authenticate|bind|config|createClient|create(Client|Service)|from|collection|doc|ref|bucket|topic|subscription|where|limit|orderBy|auth|firestore|storage|messaging|database)/i,
        Does.read,
      ],
      [CLOSERS, 0],
      [LISTENERS, 0],
      [WRITES, Does.send],
      [
        /^(send|publish|upload|start|trigger|charge|refund|capture|cancel|confirm|commit|clone|pull|fetch|checkout|batch|transfer|mail|notify|invoke|generate|chat)/i,
        Does.send,
      ],
    ],
    otherwise: 'used',
  },
  {
    packages:
      /^(node:child_process|execa|cross-spawn|shelljs|zx|node-child-process|foreground-child|node-pty|@lydell\/node-pty)(\/|$)/,
    methods: [
      [/^(fork)$/, Does.process],
      [
        /^(kill|unref|ref|disconnect|send|write|end|on|once|resize|which|test|pwd|echo|cat|ls|find|grep)$/,
        Does.process,
      ],
      [
        /^(exec|execFile|execSync|execFileSync|spawn|spawnSync|execa.*|\$|command.*|rm|cp|mv|mkdir|sed|default|sync|node|)$/,
        Does.exec,
      ],
    ],
    otherwise: Does.exec,
  },
  {
    packages:
      /^(node:(worker_threads|cluster)|node-worker-threads|node-cluster|piscina|tinypool|workerpool|worker-queues|fastq|tree-kill|pm2|throng|@socket\.io\/pm2)(\/|$)/,
    methods: [],
    otherwise: Does.process,
  },
  {
    packages:
      /^(ws|isomorphic-ws|socket\.io|socketio|ws-stream|sockjs|primus|engine\.io|@hocuspocus\/server|hocuspocus|@nestjs\/websockets|uWebSockets\.js|uwebsockets|hyper-express|colyseus|@colyseus\/.*|mcp|@modelcontextprotocol\/.*|graphql-ws|subscriptions-transport-ws|better-sse|sse-.*|node-http|express-ws|mercurius|faye|aedes)(\/|$)/,
    methods: [],
    otherwise: Does.answer,
  },
];

/** Functions of `node:fs` and its drop-ins, without `Sync`. */
const FS_WRITES =
  /^(writeFile|appendFile|write|writev|outputFile|outputJson|outputJSON|writeJson|writeJSON|rename|unlink|rm|rmdir|remove|del|copyFile|cp|copy|move|emptyDir|emptydir|truncate|ftruncate|utimes|chmod|chown|symlink|link|createWriteStream|mkdtemp|ensureFile|ensureLink|ensureSymlink|default)$/;
const FS_READS =
  /^(read|readFile|readdir|readJson|readJSON|stat|lstat|fstat|access|exists|pathExists|realpath|readlink|opendir|createReadStream|open|openAsBlob|statfs|close|fsync|glob|watch|watchFile|unwatchFile|ensureDir|mkdirp|mkdir|mkdirs|fdatasync)$/;
const FILES =
  /^(node:fs|fs-extra|graceful-fs|rimraf|del|write-file-atomic|jsonfile|load-json-file|write-json-file|trash|move-file|cpy|mv|ncp|archiver|tar|tar-fs|adm-zip|unzipper|extract-zip|steno|atomically|fs-jetpack|make-dir|mkdirp|node-fs-watch|chokidar|find-up|globby|glob|fast-glob|tinyglobby)(\/|$)/;

/** What is known of a call besides its package: the words of its arguments. */
export type CallWords = {
  /** Text of the first argument, or its beginning; null where unknown. */
  readonly text: string | null;
  /** `method` of an options argument (`POST`); null where there is none, `?` where it is not known. */
  readonly verb: string | null;
  /** Name of the class that the first argument is an instance of (`new PutObjectCommand`). */
  readonly command: string | null;
  /** Names of the calls that the receiver comes from, last first (`where`, `delete`). */
  readonly chain: readonly string[];
  readonly resultUsed: boolean;
  /** It is given a regular expression, or text for text, as only methods of a string are; or what it gives is used as a text. */
  readonly onText?: boolean;
  /** A pipeline that is stored where it was gathered. */
  readonly stores?: boolean;
};

/** What a call of a package's value does. `method` is the last name of its steps. */
export function libraryDoes(pkg: string, method: string, words: CallWords): number {
  if (pkg === '(global)') return 0;
  if (words.onText && method === 'replace') return 0;
  if (DRIVERS.test(pkg) && CLOSERS.test(method)) return 0;
  if (words.stores && method === 'aggregate') return Does.database;
  const told = effectOfCall(pkg, [...words.chain].reverse().concat(method), {
    text: words.text,
    verb: words.verb === '?' ? null : (words.verb ?? undefined),
    command: words.command,
  });
  // A table's `otherwise` is for what its author thought of; a name that changes things says more, unless a line names it.
  const isNamed = told !== 'handle' || !databases.packages.test(pkg) || isOfHandles(pkg, method);
  if (told !== undefined && isNamed) return DOES[told];
  if (told === 'handle' && BUILDERS.test(method)) return 0;
  return guess(pkg, method, words);
}

const DOES: Readonly<Record<Effect, number>> = {
  store: Does.database,
  local: Does.file,
  queue: Does.queue,
  send: Does.send,
  generate: Does.send,
  exec: Does.exec,
  device: Does.own,
  answer: Does.answer,
  metric: Does.metrics,
  read: Does.read,
  lease: Does.lease,
  handle: 0,
  none: 0,
};

/** What the name of a package and of a method lets expect, where no row says. */
function guess(pkg: string, method: string, words: CallWords): number {
  const name = method.replace(/Sync$/, '');
  if (FILES.test(pkg)) {
    if (/^(rimraf|del|write-file-atomic|write-json-file|trash|move-file|cpy|mv|ncp|steno|atomically)(\/|$)/.test(pkg))
      return Does.file;
    if (/^(archiver|tar|tar-fs|adm-zip|unzipper|extract-zip|fs-jetpack)/.test(pkg))
      return /^(create|c|x|extract|extractAllTo|writeZip|finalize|default|write|remove|move|copy|append|file|dir)$/.test(
        name,
      )
        ? Does.file
        : 0;
    return FS_WRITES.test(name) && name !== 'default' ? Does.file : FS_READS.test(name) ? Does.read : 0;
  }
  for (const f of families) {
    if (!f.packages.test(pkg)) continue;
    if (/^(concat|map|filter|forEach|toString|toLowerCase|then|catch|finally)$/.test(name)) return 0;
    if (f === databases) return databaseDoes(name, words);
    if (/^@?aws-sdk|^cloud-sdks|^@azure|^@google-cloud/.test(pkg)) {
      if (name === 'send' && words.command)
        return /^(Get|List|Head|Describe|Query|Scan|BatchGet|Select|Receive)/.test(words.command)
          ? Does.read
          : Does.send;
    }
    for (const [re, does] of f.methods) if (re.test(name)) return does;
    if (/axios|got|fetch|undici|request|ky|superagent|needle|http-clients/.test(pkg)) return httpDoes(words);
    return f.otherwise === 'used' ? used(words) : f.otherwise;
  }
  if (/^node:(http|https|http2)$/.test(pkg)) {
    if (name === 'request') return httpDoes(words);
    return name === 'get' ? Does.read : 0;
  }
  if (/^node:(net|tls|dgram|dns)/.test(pkg) || /^(node-net|node-dgram)$/.test(pkg)) return Does.own;
  if (CLOSERS.test(name) || LISTENERS.test(name) || PLAIN.test(name)) return 0;
  return used(words);
}

const PLAIN =
  /^(concat|slice|map|filter|forEach|reduce|some|every|join|reverse|sort|flat|flatMap|splice|indexOf|includes|toString|toLowerCase|toUpperCase|trim|split|startsWith|endsWith|getTime|toISOString|then|catch|finally|push|pop|shift|unshift|at|keys|values|entries|hasOwnProperty|toFixed|match|test|replaceAll|padStart|padEnd|charAt|charCodeAt|localeCompare|substring|substr|valueOf)$/;

/** Methods of the language, and those that only close or listen. */
export const isPlain = (method: string): boolean =>
  PLAIN.test(method) ||
  CLOSERS.test(method) ||
  LISTENERS.test(method) ||
  /^(set|add|delete|clear|get|has|emit|next|resolve|reject)$/.test(method);

const used = (w: CallWords): number => (w.resultUsed ? Does.read : Does.unknown);

/** A request without a verb asks; one whose verb is not known may do either. */
export function httpDoes(w: CallWords): number {
  if (w.verb === null) return Does.read;
  if (w.verb === '?') return used(w);
  return /^(get|head|options)$/i.test(w.verb) ? Does.read : Does.send;
}

const BUILDERS =
  /^(create(QueryBuilder|QueryRunner|Client|Connection|Pool|PoolCluster|Cluster|Schema|Sentinel|EntityManager|(?:Read|Key|Value)Stream|Transaction|Store)|add(Models?|Hook|Scope|Listener)|setMaxListeners|removeListener|removeAllListeners|updateTypes|merge|preload|getRepository|replaceWith|storeName|runInTransaction|runWithTransaction|insertId|save[A-Z]\w*Options)$/;

function databaseDoes(name: string, w: CallWords): number {
  if (BUILDERS.test(name)) return 0;
  if (w.text !== null && SQL_CALLS.test(name)) {
    if (
      /skip\s+locked|for\s+update\s+(?:of\s+\w+\s+)?nowait|pg_(?:try_)?advisory_(?:xact_)?lock|get_lock\s*\(/i.test(
        w.text,
      )
    )
      return Does.lease;
    if (SQL_WRITE.test(w.text)) return Does.database;
    if (SQL_READ.test(w.text)) return Does.read;
  }
  if (/^(\$executeRaw|\$executeRawUnsafe|none)$/.test(name)) return Does.database;
  if (SQL_CALLS.test(name)) {
    if (name === 'run') return Does.database;
    if (name === 'execute' || name === 'exec')
      return w.chain.some((x) => /^(insert|update|delete|upsert|merge)/i.test(x))
        ? Does.database
        : w.text === null && !w.resultUsed
          ? Does.database
          : Does.read;
    return Does.read;
  }
  if (/^set(Timeout|Options|Parameter|Parameters|Lock|DataValue|Header)?$/.test(name) && w.chain.length > 1) return 0;
  // Methods of the language on what an answer holds.
  if (PLAIN.test(name)) return 0;
  for (const [re, does] of databases.methods) if (re.test(name)) return does;
  return used(w);
}
