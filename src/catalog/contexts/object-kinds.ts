import type { LibraryContexts } from '../contexts.ts';

/**
 * Objects of libraries that register no callback of their own, but whose methods `libraries/*.ts` speak of: what writes a file,
 * holds a job, or keeps a value.
 */
export const objectKinds: readonly LibraryContexts[] = [
  {
    id: 'express-fileupload',
    packages: ['express-fileupload'],
    source: 'express-fileupload 1.5 lib/fileFactory.js, lib/processMultipart.js; @types/express-fileupload index.d.ts',
    // `req.files.photo` is one, by the name of the field. No other parser of forms gives files a method `mv`.
    objects: {
      files: { from: ['@express/request.files'], types: ['FileArray'] },
      file: { from: ['@files.*'], types: ['UploadedFile'] },
    },
  },
  {
    id: 'nest-scheduler-registry',
    packages: ['@nestjs/schedule'],
    source: '@nestjs/schedule 12.0 dist/scheduler.registry.d.ts',
    objects: { registry: { from: ['new .SchedulerRegistry'], types: ['SchedulerRegistry'] } },
  },
  {
    id: 'toad-scheduler',
    packages: ['toad-scheduler'],
    source: 'toad-scheduler 4.1 README',
    objects: { scheduler: { from: ['new .ToadScheduler'], types: ['ToadScheduler'] } },
  },
  {
    id: 'nconf',
    packages: ['nconf'],
    source: 'nconf 0.13 lib/nconf/provider.js',
    objects: {
      provider: {
        from: ['.default', 'new .Provider', '.create()'],
        types: ['Provider'],
        fluent: ['argv', 'env', 'file', 'defaults', 'overrides', 'use', 'add'],
      },
    },
  },
  {
    id: 'gridfs',
    packages: ['mongodb', 'mongoose'],
    source: 'mongodb 6.20 lib/gridfs/index.js',
    objects: { bucket: { from: ['new .GridFSBucket', 'new .mongo.GridFSBucket'], types: ['GridFSBucket'] } },
  },
  {
    id: 'exceljs',
    packages: ['exceljs'],
    source: 'exceljs 4.4 index.d.ts',
    objects: {
      workbook: { from: ['new .Workbook'], types: ['Workbook'] },
      sheets: { from: ['@workbook.xlsx', '@workbook.csv'], types: ['Xlsx', 'Csv'] },
    },
  },
  {
    id: 'adm-zip',
    packages: ['adm-zip'],
    source: 'adm-zip 0.6 adm-zip.js',
    objects: { archive: { from: ['new .default', '.default()'], types: ['AdmZip', 'default', 'IZip'] } },
  },
  {
    id: 'simple-git',
    packages: ['simple-git'],
    source: 'simple-git 4.0 typings/simple-git.d.ts',
    objects: {
      git: {
        from: ['.default()', '.simpleGit()', '.gitP()'],
        types: ['SimpleGit'],
        fluent: ['cwd', 'env', 'outputHandler', 'clean', 'exec'],
      },
    },
  },
  {
    id: 'sharp',
    packages: ['sharp'],
    source: 'sharp 0.35 lib/index.d.ts',
    objects: { image: { from: ['.default()', '.sharp()'], types: ['Sharp'], fluent: ['*'] } },
  },
  {
    id: 'jimp',
    packages: ['jimp', '@jimp/core'],
    source: 'jimp 1.6 dist/esm/index.d.ts; 0.22 README, "Advanced usage": a callback gets the image',
    objects: {
      image: {
        from: ['new .Jimp', '.Jimp.read()', '.read()', 'new .default'],
        types: ['Jimp', 'JimpInstance'],
        fluent: ['*'],
      },
    },
    registrations: [
      {
        on: '',
        call: ['.read', '.Jimp.read'],
        callback: 'last',
        context: 'caller',
        request: null,
        parameters: { 1: 'image' },
      },
    ],
  },
  {
    id: 'gm',
    packages: ['gm'],
    source: 'gm 1.25 README, lib/command.js',
    objects: { image: { from: ['.default()', '.subClass()()', '.gm()'], types: ['State'], fluent: ['*'] } },
  },
  {
    id: 'fluent-ffmpeg',
    packages: ['fluent-ffmpeg', '@ts-ffmpeg/fluent-ffmpeg'],
    source: 'fluent-ffmpeg 2.1 lib/recipes.js, lib/options/output.js',
    objects: { command: { from: ['.default()', 'new .default'], types: ['FfmpegCommand'], fluent: ['*'] } },
  },
  {
    id: 'playwright-download',
    packages: ['playwright', 'playwright-core', '@playwright/test'],
    source: 'playwright-core 1.65 types/types.d.ts',
    objects: {
      download: {
        from: ['@browser-automation/page.waitForEvent()', '@browser-automation/page.video()'],
        types: ['Download', 'Video'],
      },
    },
  },
  {
    id: 'office-documents',
    packages: ['pptxgenjs', 'jspdf', 'officegen'],
    source: 'pptxgenjs 4.0 types/index.d.ts; jspdf 3.0 types/index.d.ts',
    objects: {
      document: { from: ['new .default', 'new .jsPDF', '.default()'], types: ['jsPDF', 'PptxGenJS', 'default'] },
    },
  },
  {
    id: 'memory-cache',
    packages: ['memory-cache'],
    source: 'memory-cache 0.2 index.js',
    objects: { cache: { from: ['new .Cache'] } },
  },
  {
    id: 'casbin',
    packages: ['casbin'],
    source: 'casbin 5.51 lib/cjs/coreEnforcer.js',
    objects: {
      enforcer: {
        from: ['.newEnforcer()', '.newCachedEnforcer()', '.newSyncedEnforcer()'],
        types: ['Enforcer', 'CachedEnforcer', 'SyncedEnforcer'],
      },
    },
  },
  {
    id: 'infrastructure',
    packages: ['aws-cdk-lib', '@aws-cdk/aws-elasticloadbalancingv2', '@aws-cdk/aws-ecs-patterns'],
    source: 'aws-cdk-lib 2.276 aws-elasticloadbalancingv2/lib/alb/*.d.ts, aws-ecs-patterns/lib/fargate/*.d.ts',
    objects: {
      balancer: {
        from: ['new .ApplicationLoadBalancer'],
        types: ['ApplicationLoadBalancer', 'IApplicationLoadBalancer'],
      },
      listener: {
        from: ['new .ApplicationListener', '@balancer.addListener()'],
        types: ['ApplicationListener', 'IApplicationListener'],
      },
      targets: {
        from: ['new .ApplicationTargetGroup', '@listener.addTargets()'],
        types: ['ApplicationTargetGroup', 'IApplicationTargetGroup'],
      },
    },
  },
  {
    id: 'stream-zip',
    packages: ['node-stream-zip'],
    source: 'node-stream-zip 1.15 node_stream_zip.d.ts',
    objects: { archive: { from: ['new .async', 'new .default'], types: ['StreamZipAsync', 'StreamZip', 'default'] } },
  },
];
