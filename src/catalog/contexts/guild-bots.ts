import type { LibraryContexts } from '../contexts.ts';
import { listenMethods as listen, others } from './listeners.ts';

const script = '{ts,js,mts,mjs,cts,cjs}';

/** Frameworks of bots and of chats whose handlers are classes, plug-ins or files. */
export const guildBots: readonly LibraryContexts[] = [
  {
    id: 'probot',
    packages: ['probot'],
    source:
      'probot/probot src/probot.ts, run.ts, create-node-middleware.ts, types.ts, docs/http.md, docs/logging.md (at 4ea8ea48)',
    objects: {
      app: { from: ['new .Probot', '.createProbot()', '.Probot.defaults()'], types: ['Probot', 'Application'] },
      options: { from: [], types: ['ApplicationFunctionOptions'] },
      router: { from: ['@options.getRouter()', '@app.route()'], extends: ['express/router'] },
    },
    registrations: [
      { on: 'app', call: ['on'], callback: 1, context: 'event', request: 0 },
      { on: 'app', call: ['onAny', 'onError'], callback: 0, context: 'event', request: 0 },
      {
        on: '',
        call: ['.run', '.createNodeMiddleware'],
        callback: 0,
        context: 'boot',
        request: null,
        parameters: { 0: 'app', 1: 'options' },
      },
      {
        on: 'app',
        call: ['load'],
        callback: 'functions',
        context: 'boot',
        request: null,
        parameters: { 0: 'app', 1: 'options' },
      },
      { on: 'options', call: ['addHandler'], callback: 0, context: 'request', request: 0 },
    ],
    functionTypes: [
      { types: ['ApplicationFunction'], context: 'boot', request: null, parameters: { 0: 'app', 1: 'options' } },
    ],
  },
  {
    id: 'twurple',
    packages: ['@twurple/chat', '@twurple/eventsub-base', '@twurple/eventsub-ws', '@twurple/eventsub-http'],
    source:
      'twurple/twurple packages/chat/src/ChatClient.ts, packages/eventsub-base/src/EventSubBase.ts, packages/eventsub-http/src/EventSubMiddleware.ts (8.1)',
    objects: {
      client: {
        from: ['new .ChatClient', 'new .EventSubWsListener', 'new .EventSubHttpListener', 'new .EventSubMiddleware'],
        types: ['ChatClient', 'EventSubWsListener', 'EventSubHttpListener', 'EventSubMiddleware', 'EventSubListener'],
      },
    },
    registrations: [
      // Functions are handed to `on…` alone: `onMessage(listener)`, `onStreamOnline(user, handler)`.
      { on: 'client', call: ['*'], callback: 'last', context: 'event', request: 0 },
      {
        on: 'client',
        call: [
          'onConnect',
          'onDisconnect',
          'onAuthenticationSuccess',
          'onAuthenticationFailure',
          'onTokenFetchFailure',
          'onUserSocketConnect',
          'onUserSocketReady',
          'onUserSocketDisconnect',
        ],
        callback: 'last',
        context: 'connection',
        request: null,
      },
    ],
  },
  {
    id: 'mineflayer',
    packages: ['mineflayer'],
    source: 'PrismarineJS/mineflayer lib/loader.js, lib/plugin_loader.js, index.d.ts (4.37)',
    objects: { bot: { from: ['.createBot()'], types: ['Bot'], fluent: listen } },
    registrations: [
      // What is told once, when the bot joins; a spawn comes again after each death.
      {
        on: 'bot',
        call: listen,
        callback: 1,
        events: ['connect', 'inject_allowed', 'login'],
        context: 'boot',
        request: null,
      },
      {
        on: 'bot',
        call: listen,
        callback: 1,
        events: others(['connect', 'inject_allowed', 'login']),
        context: 'event',
        request: 0,
      },
      {
        on: 'bot',
        call: ['loadPlugin', 'loadPlugins'],
        callback: 'functions',
        context: 'boot',
        request: null,
        parameters: { 0: 'bot' },
      },
      {
        on: '',
        call: ['.createBot'],
        callback: { option: ['plugins.*'], argument: 0 },
        context: 'boot',
        request: null,
        parameters: { 0: 'bot' },
      },
    ],
    functionTypes: [{ types: ['Plugin'], context: 'boot', request: null, parameters: { 0: 'bot' } }],
  },
  {
    id: 'discord-akairo',
    packages: ['discord-akairo'],
    source:
      'discord-akairo/discord-akairo src/struct/commands/Command.js, listeners/Listener.js, inhibitors/Inhibitor.js, AkairoHandler.js, index.d.ts (8.1)',
    objects: {
      client: { from: ['new .AkairoClient'], types: ['AkairoClient'], extends: ['discordjs/client'], fluent: listen },
      handler: {
        from: ['new .CommandHandler', 'new .ListenerHandler', 'new .InhibitorHandler'],
        types: ['CommandHandler', 'ListenerHandler', 'InhibitorHandler', 'AkairoHandler'],
        fluent: listen,
      },
    },
    registrations: [
      { on: 'handler', call: listen, callback: 1, context: 'event', request: 0 },
      {
        on: '',
        call: ['new .CommandHandler'],
        callback: { option: ['prefix', 'allowMention', 'ignoreCooldown', 'ignorePermissions'], argument: 1 },
        context: 'request',
        request: 0,
      },
    ],
    classes: [
      {
        extends: ['Command'],
        methods: { exec: 'request', before: 'request', condition: 'request', userPermissions: 'request' },
        requests: { exec: 0, before: 0, condition: 0, userPermissions: 0 },
        lifetime: 'process',
      },
      { extends: ['Listener'], methods: { exec: 'event' }, requests: { exec: 0 }, lifetime: 'process' },
      { extends: ['Inhibitor'], methods: { exec: 'request' }, requests: { exec: 0 }, lifetime: 'process' },
    ],
    // A handler loads all files of the folder that it is given; these are the names that are given.
    files: [
      {
        files: [`{src/,}{commands,inhibitors}/**/*.${script}`],
        exports: ['*.exec', '*.condition', '*.before'],
        context: 'request',
        request: 0,
      },
      { files: [`{src/,}listeners/**/*.${script}`], exports: ['*.exec'], context: 'event', request: 0 },
    ],
  },
  {
    id: 'seyfert',
    packages: ['seyfert'],
    source:
      'tiramisulabs/seyfert src/commands/applications/chat.ts, menu.ts, options.ts, src/components/componentcommand.ts, modalcommand.ts, src/index.ts, src/client/base.ts (5.0)',
    registrations: [
      {
        on: '',
        call: ['.createEvent'],
        callback: { option: ['run'], argument: 0 },
        context: 'event',
        request: 0,
      },
      {
        on: '',
        call: ['.createEvent'],
        callback: { option: ['run'], argument: 0 },
        when: { option: 'data.name', is: 'botReady' },
        context: 'boot',
        request: null,
      },
      { on: '', call: ['.createMiddleware', '.extendContext'], callback: 0, context: 'request', request: 0 },
    ],
    classes: [
      {
        extends: [
          'Command',
          'SubCommand',
          'ContextMenuCommand',
          'EntryPointCommand',
          'ComponentCommand',
          'ModalCommand',
        ],
        methods: {
          run: 'request',
          filter: 'request',
          onBeforeMiddlewares: 'request',
          onBeforeOptions: 'request',
          onAfterRun: 'request',
          onRunError: 'request',
          onOptionsError: 'request',
          onMiddlewaresError: 'request',
          onPermissionsFail: 'request',
          onBotPermissionsFail: 'request',
        },
        requests: { run: 0, filter: 0, onBeforeMiddlewares: 0, onAfterRun: 0 },
        lifetime: 'process',
      },
    ],
    // The folders of `locations` in seyfert.config; their names are those of the guide.
    files: [
      {
        files: [`{src/,}{commands,components,modals}/**/*.${script}`],
        exports: ['*.run', '*.filter'],
        context: 'request',
        request: 0,
      },
      // Loaded by their place; what `createEvent` makes says itself when it runs.
      { files: [`{src/,}events/**/*.${script}`], exports: ['default.run'], context: 'event', request: 0 },
    ],
  },
  {
    id: 'necord',
    packages: ['necord'],
    source: 'necordjs/necord src/*/decorators/*.ts (6.14)',
    decorators: [
      ...[
        'SlashCommand',
        'Subcommand',
        'MessageCommand',
        'UserCommand',
        'ContextMenu',
        'TextCommand',
        'Button',
        'MessageComponent',
        'StringSelect',
        'ChannelSelect',
        'UserSelect',
        'RoleSelect',
        'MentionableSelect',
        'Modal',
      ].map((name) => ({ name, target: 'method' as const, context: 'request' as const })),
      { name: 'On', target: 'method', context: 'event' },
      { name: 'Listener', target: 'method', context: 'event' },
      { name: 'Once', target: 'method', context: 'boot' },
    ],
    requestDecorators: [
      'Context',
      'Ctx',
      'Options',
      'Opts',
      'TargetMessage',
      'TargetUser',
      'TargetMember',
      'ComponentParam',
      'ModalParam',
      'SelectedStrings',
      'SelectedUsers',
      'SelectedChannels',
      'SelectedMembers',
      'SelectedRoles',
      'Fields',
      'Arguments',
      'Args',
    ],
  },
];
