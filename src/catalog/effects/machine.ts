import type { LibraryEffects } from '../effects.ts';
import { names } from './names.ts';

/** Programs, devices, files of this machine; logs and metrics; and what only computes. */
export const machineEffects: readonly LibraryEffects[] = [
  {
    id: 'child-processes',
    packages: names(
      'node:child_process execa cross-spawn shelljs zx @zx/*  tinyexec nano-spawn node-pty @lydell/node-pty foreground-child sudo-prompt child-process-promise promisify-child-process pidtree',
    ),
    source:
      '@types/node 22.20 child_process.d.ts; execa 9 types; shelljs 0.10 shell.js; zx 8 build/core.d.ts; node-pty 1 typings',
    remote: false,
    methods: {
      exec: names(
        'exec execSync execFile execFileSync spawn spawnSync execa execaSync execaCommand execaCommandSync command commandSync $ default sync x cp mv rm mkdir sed ln chmod touch to toEnd shell execaNode node',
      ),
      device: names('send write resize signal fork'),
      read: names('which test pwd ls cat find grep head tail sort uniq'),
      handle: names('on once off unref ref kill disconnect pipe cd config set pushd popd onData onExit setEncoding'),
    },
    otherwise: 'handle',
  },
  {
    id: 'office-converters',
    packages: ['libreoffice-convert'],
    source: 'libreoffice-convert 1.6 index.js',
    remote: false,
    methods: { exec: names('convert convertAsync convertWithOptions') },
    otherwise: 'exec',
  },
  {
    id: 'workers',
    packages: names(
      'node:worker_threads node:cluster piscina tinypool workerpool throng jest-worker threads comlink poolifier @poolifier/poolifier',
    ),
    source:
      '@types/node 22.20 worker_threads.d.ts, cluster.d.ts; piscina 5 dist/index.d.ts; tinypool 2 dist; workerpool 10 types; throng 5 lib',
    remote: false,
    methods: {
      device: names('postMessage run runTask exec fork send broadcastChannel'),
      handle: names(
        'on once off Worker isMainThread parentPort setupPrimary setupMaster pool close unref ref terminate kill disconnect destroy',
      ),
    },
    otherwise: 'device',
  },
  {
    id: 'devices',
    packages: names(
      'serialport @serialport/* node-hid usb onoff pigpio i2c-bus spi-device modbus-serial jsmodbus zigbee-herdsman zigbee-herdsman-converters zwave-js @zwave-js/* noble @abandonware/noble johnny-five mdns bonjour bonjour-service multicast-dns node-ssdp onvif castv2-client node-hue-api tplink-smarthome-api',
    ),
    source:
      'serialport 13, @serialport/stream dist; modbus-serial 8 ModbusRTU.d.ts; zwave-js 15 build; zigbee-herdsman 6 dist; node-hid 3 nodehid.d.ts',
    remote: false,
    methods: {
      device: names(
        'write writeSync drain flush sendFeatureReport controlTransfer writeRegister writeRegisters writeCoil writeCoils setValue command send* set* ping refresh* heal* hardReset softReset remove* add* permitJoin interview bind unbind configureReporting publish advertise update',
      ),
      read: names(
        'read readSync readHoldingRegisters readInputRegisters readCoils readDiscreteInputs getFeatureReport list get* devices find* query pollValue',
      ),
      handle: names(
        'open close connect* on once pipe pause resume start stop destroy SerialPort setID setTimeout isOpen discover browse end',
      ),
    },
    otherwise: 'device',
  },
  {
    id: 'sockets',
    packages: names('node:net node:tls node:dgram node:dns'),
    source: '@types/node 22.20 net.d.ts, tls.d.ts, dgram.d.ts, dns.d.ts',
    remote: false,
    methods: {
      device: names('write end send'),
      read: names('lookup resolve* reverse'),
      handle: names(
        'connect createConnection createServer createSocket listen bind close destroy on once setTimeout setNoDelay setKeepAlive ref unref Socket addMembership',
      ),
    },
    otherwise: 'handle',
  },
  {
    id: 'files',
    packages: names('node:fs graceful-fs fs-extra'),
    source: '@types/node 22.20 fs.d.ts; fs-extra 11.4 lib',
    remote: false,
    methods: {
      local: names(
        `writeFile writeFileSync appendFile appendFileSync write writeSync writev writevSync createWriteStream copyFile copyFileSync cp cpSync copy copySync
         move moveSync rename renameSync unlink unlinkSync rm rmSync rmdir rmdirSync remove removeSync emptyDir emptyDirSync truncate truncateSync ftruncate ftruncateSync
         link linkSync symlink symlinkSync chmod chmodSync chown chownSync utimes utimesSync outputFile outputFileSync outputJson outputJsonSync outputJSON outputJSONSync
         writeJson writeJsonSync writeJSON writeJSONSync ensureFile ensureFileSync createFile createFileSync ensureLink ensureLinkSync ensureSymlink ensureSymlinkSync mkdtemp mkdtempSync`,
      ),
      read: names(
        'read* readdir* stat* lstat* fstat* access* exists* pathExists* realpath* readlink* opendir* createReadStream openAsBlob glob globSync',
      ),
      handle: names(
        'open openSync close closeSync fsync* fdatasync* watch watchFile unwatchFile mkdir mkdirSync ensureDir ensureDirSync mkdirs mkdirsSync mkdirp mkdirpSync promises constants',
      ),
    },
    otherwise: 'handle',
  },
  {
    id: 'file-helpers',
    packages: names(
      'rimraf del trash write-file-atomic write-json-file jsonfile atomically steno move-file cpy ncp mv tar tar-fs adm-zip unzipper extract-zip decompress archiver fs-jetpack make-dir mkdirp',
    ),
    source:
      'rimraf 6.0 dist/esm; del 8.0 index.d.ts; write-file-atomic 7.0 lib/index.js; jsonfile 6.2 index.js; tar 7.5 README; adm-zip 0.6 adm-zip.js; extract-zip 2.0 index.d.ts',
    remote: false,
    methods: {
      local: names(
        'default sync rimraf rimrafSync native deleteAsync deleteSync writeFile writeFileSync writeJsonFile writeJsonFileSync moveFile moveFileSync renameFile renameFileSync ncp create c extract x update u replace r Extract extractAllTo extractAllToAsync extractEntryTo writeZip writeZipPromise write writeAsync copy copyAsync move moveAsync remove removeAsync append appendAsync file dir',
      ),
      read: names('readFile readFileSync read readAsync list t getEntries getEntry readAsText inspect exists find'),
      handle: names(
        'mkdirp mkdirpSync makeDirectory makeDirectorySync pack directory glob finalize pipe abort addFile addLocalFile addLocalFolder toBuffer Open Parse',
      ),
    },
    otherwise: 'handle',
  },
  {
    id: 'metrics',
    packages: names(
      `prom-client @opentelemetry/* hot-shots node-statsd statsd-client lynx dd-trace newrelic elastic-apm-node applicationinsights appmetrics measured-core
       measured-reporting @sentry/* @bugsnag/* rollbar @honeybadger-io/js express-prom-bundle @willsoto/nestjs-prometheus @google-cloud/trace-agent @google-cloud/profiler
       @google-cloud/monitoring pidusage systeminformation event-loop-stats posthog-node mixpanel analytics-node @segment/analytics-node @amplitude/node @splunk/otel honeycomb-beeline @datadog/datadog-api-client`,
    ),
    source:
      'prom-client 15 index.d.ts; @opentelemetry/api 1.9 build/src; hot-shots 11 types.d.ts; @sentry/core 10 build/types; posthog-node 5 lib; newrelic 13 api.js; pidusage 4 index.js',
    remote: false,
    methods: {},
    otherwise: 'metric',
  },
  {
    id: 'bridge-metrics',
    packages: names('matrix-appservice-bridge'),
    source: 'matrix-appservice-bridge 10.3.3 lib/components/prometheusmetrics.js, lib/components/agecounters.js',
    remote: true,
    methods: {
      metric: names(
        'bump setGauge registerBridgeGauges registerMatrixSdkMetrics addCollector addCounter addGauge addTimer incCounter startTimer',
      ),
    },
  },
  {
    id: 'logs',
    packages: names(
      'winston winston-transport logform pino pino-http bunyan log4js tslog consola loglevel npmlog signale nest-winston nestjs-pino roarr fancy-log debug morgan koa-logger @adonisjs/logger loglevel-plugin-prefix electron-log tracer',
    ),
    source:
      'winston 3.19 index.d.ts; pino 10.4 pino.d.ts; bunyan 2.0 lib/bunyan.js; log4js 6.9 types/log4js.d.ts; consola 3.4 dist; debug 4.4 src',
    remote: false,
    methods: {},
    otherwise: 'none',
  },
  {
    id: 'computes',
    packages: names(
      `node:path node:url node:util node:querystring node:buffer node:assert node:crypto node:os node:zlib node:events node:stream node:perf_hooks
       lodash lodash-es lodash.* underscore ramda remeda radash es-toolkit immer dayjs moment moment-timezone luxon date-fns date-fns-tz uuid nanoid ulid cuid @paralleldrive/cuid2
       semver zod joi @hapi/joi yup ajv ajv-formats valibot superstruct class-validator class-transformer jsonwebtoken jose bcrypt bcryptjs argon2 ms bytes mime mime-types qs
       validator ejs handlebars mustache pug nunjucks eta marked markdown-it mjml mjml-core cheerio fast-json-stringify fast-deep-equal deepmerge object-hash js-yaml yaml ini iconv-lite he slugify
       pluralize micromatch minimatch picomatch ipaddr.js csv-parse csv-stringify papaparse xml2js fast-xml-parser fflate pako chalk picocolors kleur tslib reflect-metadata
       cron-parser cronstrue rxjs graphql @graphql-tools/* p-map p-all p-settle dataloader lru-cache quick-lru
       @alloc/quick-lru @wolfy1339/lru-cache toad-cache`,
    ),
    source: 'documentation of each: pure functions, or objects of this process alone',
    remote: false,
    methods: {},
    otherwise: 'none',
  },
];
