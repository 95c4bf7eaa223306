import type { LibraryContexts } from '../contexts.ts';
import { listenMethods as listen, others } from './listeners.ts';

const script = '{ts,js,mts,mjs,cts,cjs}';

/** Libraries of devices in a home, of brokers' protocols, and services that a framework finds by their place. */
export const homesAndBrokers: readonly LibraryContexts[] = [
  {
    id: 'stompit',
    packages: ['stompit'],
    source: 'gdaws/node-stomp lib/Client.js, client/Subscription.js, Channel.js, ChannelFactory.js, connect.js (1.0)',
    objects: {
      manager: { from: ['new .ConnectFailover'] },
      client: { from: ['new .Client', '.connect()'], fluent: listen },
      factory: { from: ['new .ChannelFactory', 'new .ChannelPool', '.ChannelPool()'] },
      channel: { from: ['new .Channel'], fluent: listen },
      message: { from: [], lifetime: 'job' },
    },
    registrations: [
      { on: '', call: ['.connect'], callback: 'last', context: 'caller', request: null, parameters: { 1: 'client' } },
      {
        on: 'manager',
        call: ['connect'],
        callback: 'last',
        context: 'caller',
        request: null,
        parameters: { 1: 'client' },
      },
      {
        on: 'factory',
        call: ['channel'],
        callback: 'last',
        context: 'caller',
        request: null,
        parameters: { 1: 'channel' },
      },
      ...['client', 'channel'].map((on) => ({
        on,
        call: ['subscribe', 'setImplicitSubscription'],
        callback: 'last' as const,
        context: 'job' as const,
        request: 1,
        parameters: { 1: 'message' },
      })),
      { on: 'message', call: ['readString'], callback: 'last', context: 'caller', request: 1 },
      { on: 'client', call: listen, callback: 1, context: 'connection', request: null },
      { on: 'channel', call: listen, callback: 1, context: 'connection', request: null },
    ],
  },
  {
    id: 'zeromq',
    packages: ['zeromq', 'zeromq/v5-compat'],
    source: 'zeromq/zeromq.js README, src/index.ts, src/compat.ts (6.5)',
    objects: { socket: { from: ['.socket()', '.createSocket()', 'new .Socket'], types: ['Socket'], fluent: listen } },
    registrations: [
      { on: 'socket', call: listen, callback: 1, events: ['message'], context: 'request', request: null },
      { on: 'socket', call: listen, callback: 1, events: others(['message']), context: 'connection', request: null },
      { on: 'socket', call: ['bind'], callback: 'last', context: 'caller', request: null },
    ],
  },
  {
    id: 'hap-nodejs',
    packages: ['hap-nodejs', '@homebridge/hap-nodejs', 'homebridge'],
    source:
      'homebridge/HAP-NodeJS src/lib/Characteristic.ts, Service.ts, Accessory.ts, controller/CameraController.ts (1.1); homebridge/homebridge src/platformAccessory.ts (1.7)',
    objects: {
      accessory: {
        from: ['new .Accessory', 'new .Bridge', 'new .PlatformAccessory', 'new @homebridge/api.platformAccessory'],
        types: ['Accessory', 'Bridge', 'PlatformAccessory'],
        fluent: listen,
      },
      service: {
        from: [
          'new .Service',
          'new .Service.*',
          'new @homebridge/hap.Service',
          'new @homebridge/hap.Service.*',
          '@accessory.addService()',
          '@accessory.getService()',
          '@accessory.getServiceById()',
          '@service.setCharacteristic()',
          '@service.updateCharacteristic()',
        ],
        types: ['Service'],
        fluent: [...listen, 'setCharacteristic', 'updateCharacteristic'],
      },
      characteristic: {
        from: ['@service.getCharacteristic()', '@service.addCharacteristic()', 'new .Characteristic'],
        types: ['Characteristic'],
        fluent: [...listen, 'onGet', 'onSet', 'removeOnGet', 'removeOnSet', 'setProps', 'setValue', 'updateValue'],
      },
    },
    registrations: [
      { on: 'characteristic', call: ['onGet'], callback: 0, context: 'request', request: null },
      { on: 'characteristic', call: ['onSet'], callback: 0, context: 'request', request: 0 },
      { on: 'characteristic', call: listen, callback: 1, context: 'request', request: 0 },
      { on: 'service', call: listen, callback: 1, context: 'event', request: null },
      { on: 'accessory', call: listen, callback: 1, context: 'event', request: null },
      {
        on: '',
        call: ['new .CameraController'],
        callback: {
          option: ['delegate.handleSnapshotRequest', 'delegate.prepareStream', 'delegate.handleStreamRequest'],
          argument: 0,
        },
        context: 'request',
        request: 0,
      },
    ],
    classes: [
      {
        extends: ['CameraStreamingDelegate'],
        methods: { handleSnapshotRequest: 'request', prepareStream: 'request', handleStreamRequest: 'request' },
        requests: { handleSnapshotRequest: 0, prepareStream: 0, handleStreamRequest: 0 },
      },
    ],
  },
  {
    id: 'homebridge',
    packages: ['homebridge'],
    source: 'homebridge/homebridge src/api.ts, src/bridgeService.ts (1.7)',
    objects: {
      api: { from: [], types: ['API', 'HomebridgeAPI'], fluent: listen },
      hap: { from: ['@api.hap'], types: ['HAP'] },
    },
    properties: [{ on: 'api', property: 'hap', kind: 'hap' }],
    registrations: [
      { on: 'api', call: listen, callback: 1, events: ['didFinishLaunching'], context: 'boot', request: null },
      { on: 'api', call: listen, callback: 1, events: ['shutdown'], context: 'shutdown', request: null },
    ],
    functionTypes: [{ types: ['PluginInitializer'], context: 'boot', request: null, parameters: { 0: 'api' } }],
    classes: [
      {
        extends: ['DynamicPlatformPlugin', 'StaticPlatformPlugin', 'IndependentPlatformPlugin', 'AccessoryPlugin'],
        methods: {
          configureAccessory: 'boot',
          accessories: 'boot',
          getServices: 'boot',
          getControllers: 'boot',
          identify: 'request',
        },
        lifetime: 'process',
      },
    ],
    files: [
      {
        files: [`{src/,lib/,}index.${script}`],
        exports: ['default'],
        context: 'boot',
        request: null,
        parameters: { 0: 'api' },
      },
    ],
  },
  {
    id: 'redwood-services',
    packages: ['@redwoodjs/api', '@redwoodjs/graphql-server', '@cedarjs/api', '@cedarjs/graphql-server'],
    source:
      'redwoodjs/redwood packages/graphql-server/src/makeMergedSchema.ts (at 0dd183ee), @redwoodjs/dev-server README; cedarjs docs: services.md (1), with the same places',
    files: [
      // A service's exports are the resolvers of its SDL, by name.
      {
        files: [
          `src/services/**/!(*.scenarios|*.test).${script}`,
          `api/src/services/**/!(*.scenarios|*.test).${script}`,
        ],
        exports: ['*', '*.*'],
        context: 'request',
        request: 0,
      },
      {
        files: [`src/functions/**/*.${script}`, `api/src/functions/**/*.${script}`],
        exports: ['handler'],
        context: 'request',
        request: 0,
      },
    ],
  },
  {
    id: 'postgraphile',
    packages: ['postgraphile', 'graphile-utils', 'postgraphile/utils'],
    source:
      'graphile.org: postgraphile/make-extend-schema-plugin (4), postgraphile.org: 5/make-extend-schema-plugin; graphile/graphile-engine packages/graphile-utils/src/makeWrapResolversPlugin.ts (4); graphile/postgraphile interfaces of the options (4, 5)',
    registrations: [
      {
        on: '',
        call: ['.makeExtendSchemaPlugin', '.extendSchema'],
        callback: { option: ['resolvers.*.*', 'resolvers.*.*.resolve', 'resolvers.*.*.subscribe'], argument: 0 },
        context: 'request',
        request: 2,
      },
      {
        on: '',
        call: ['.makeExtendSchemaPlugin', '.extendSchema'],
        callback: 0,
        context: 'boot',
        request: null,
        returns: {
          context: 'request',
          at: ['resolvers.*.*', 'resolvers.*.*.resolve', 'resolvers.*.*.subscribe'],
          request: 2,
        },
      },
      {
        on: '',
        call: ['.makeWrapResolversPlugin'],
        callback: { option: ['*.*', '*.*.resolve'], argument: 0 },
        context: 'request',
        request: 3,
        unverified: true,
      },
      {
        on: '',
        call: ['.postgraphile', '.default'],
        callback: {
          option: ['pgSettings', 'additionalGraphQLContextFromRequest', 'handleErrors'],
        },
        context: 'request',
        request: 0,
      },
    ],
  },
];
