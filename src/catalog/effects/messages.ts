import type { LibraryEffects } from '../effects.ts';
import { names } from './names.ts';

/** Queues, buses, mail, chat and push: work and messages that leave the process. */
export const messageEffects: readonly LibraryEffects[] = [
  {
    id: 'job-queues',
    packages: names(
      'bull bullmq bee-queue kue @nestjs/bull @nestjs/bullmq @nestjs/bull-shared agenda @hokify/agenda @pulsecron/pulse pg-boss graphile-worker better-queue rsmq celery-node @taskforcesh/* quirrel',
    ),
    source:
      'bullmq 5.58 dist/esm/classes/queue.d.ts, job.d.ts; bull 4.16 index.d.ts; agenda 5 dist/agenda; pg-boss 10.4 types.d.ts; graphile-worker 0.17 dist; bee-queue 2.0 index.d.ts',
    remote: true,
    methods: {
      queue: names(
        `add addBulk addJob addJobs upsertJobScheduler removeJobScheduler removeRepeatable* remove removeJobs promote promoteJobs retry retryJobs moveTo* clean drain
         obliterate empty pause resume rateLimit trimEvents updateData updateProgress progress log save every schedule now repeatEvery cancel purge
         enable disable send sendAfter sendOnce sendSingleton sendThrottled sendDebounced publish insert complete fail deleteJob deleteQueue createQueue
         quickAddJob completeJobs permanentlyFailJobs rescheduleJobs sendMessage deleteMessage cancelJob unschedule touch`,
      ),
      read: names(
        'getJob getJobs getJobCount* getWaiting* getActive* getDelayed* getCompleted* getFailed* getRepeatable* getJobScheduler* getWorkers getMetrics getState isCompleted isFailed isActive isWaiting isDelayed finished waitUntilFinished jobs fetch getQueue* getSchedules checkHealth count isPaused',
      ),
      handle: names(
        'process on once off close disconnect start stop run define work offWork createJob create isReady waitUntilReady setGlobalConcurrency makeWorkerUtils release registerQueue registerQueueAsync forRoot forRootAsync Queue Worker FlowProducer QueueEvents quit maxConcurrency defaultConcurrency',
      ),
    },
    otherwise: 'handle',
  },
  {
    id: 'brokers',
    packages: names(
      'kafkajs @confluentinc/kafka-javascript kafka-node node-rdkafka amqplib amqp-connection-manager rabbitmq-client rascal rhea rhea-promise nats @nats-io/* nats.ws mqtt async-mqtt @google-cloud/pubsub @google-cloud/tasks @azure/service-bus @azure/event-hubs @azure/storage-queue sqs-producer sqs-consumer @upstash/qstash @upstash/kafka stompit stomp-client zeromq @golevelup/nestjs-rabbitmq @dapr/dapr',
    ),
    source:
      'kafkajs 2.2 types/index.d.ts; amqplib 0.10 lib/channel_model.js; nats 2.29 lib; mqtt 5 build/lib/client.d.ts; @google-cloud/pubsub 5 build/src; @azure/service-bus 7 dist; node-rdkafka 3 index.d.ts',
    remote: true,
    methods: {
      queue: names(
        'send sendBatch produce publish publishAsync publishMessage publishJSON sendToQueue sendMessage sendMessages scheduleMessages cancelScheduledMessages createTopics deleteTopics createTopic createSubscription createTask createQueue deleteQueue purgeQueue purge request assertQueue assertExchange bindQueue unbindQueue deleteExchange enqueue publishBatch batchJSON enqueueJSON putMessage commitOffsets',
      ),
      read: names(
        'fetchTopicMetadata fetchOffsets listTopics listGroups describeGroups describeCluster checkQueue checkExchange get peekMessages getTopics getSubscriptions receiveMessages',
      ),
      handle: names(
        'connect connectAsync disconnect close end drain consume consumer producer admin run subscribe subscribeAsync unsubscribe createChannel createConfirmChannel createConsumer createReceiver createSender createBatch ack ackAll nack nackAll reject prefetch on once off pause resume seek commit jetstream jetstreamManager topic subscription complete abandon deadLetter waitForConnect addSetup Kafka PubSub flush transaction isConnected',
      ),
    },
    otherwise: 'handle',
  },
  {
    id: 'workflow-services',
    packages: names(
      '@temporalio/client @temporalio/workflow @temporalio/activity inngest @trigger.dev/sdk zeebe-node @camunda8/sdk @upstash/workflow @aws-sdk/client-sfn',
    ),
    source:
      '@temporalio/client 1.13 lib/workflow-client.d.ts; inngest 3 components/Inngest.d.ts; @trigger.dev/sdk 4 dist; zeebe-node 8 dist',
    remote: true,
    methods: {
      queue: names(
        'start execute signal signalWithStart executeUpdate startUpdate terminate cancel send sendEvent trigger triggerAndWait batchTrigger* createProcessInstance* publishMessage create update delete pause unpause backfill startChild executeChild complete fail',
      ),
      lease: names('heartbeat'),
      read: names('result query describe list fetchHistory getResult getHandle retrieve count poll'),
      handle: names(
        'connect close createFunction task createWorker defineSignal defineQuery setHandler proxyActivities sleep condition Client Connection wait run',
      ),
    },
    otherwise: 'handle',
  },
  {
    id: 'microservice-clients',
    packages: names(
      '@nestjs/microservices @nestjs/cqrs moleculer seneca @grpc/grpc-js grpc nice-grpc @connectrpc/connect @connectrpc/connect-node jayson',
    ),
    source:
      '@nestjs/microservices 11 client/client-proxy.d.ts; @nestjs/cqrs 11 dist; moleculer 0.14 index.d.ts; seneca 4 types',
    remote: true,
    methods: {
      queue: names('emit broadcast act'),
      send: names('send call mcall request makeUnaryRequest execute'),
      handle: names(
        'connect close register registerAsync createClient createClientAsync createChannel add use listen ready createService start stop publish publishAll waitForReady credentials loadPackageDefinition subscribeToResponseOf getService on once',
      ),
    },
    otherwise: 'handle',
  },
  {
    id: 'mail',
    packages: names(
      'nodemailer @nestjs-modules/mailer email-templates @sendgrid/mail @sendgrid/client mailgun.js mailgun-js postmark resend node-mailjet mailersend @mailchimp/* @getbrevo/brevo sib-api-v3-sdk sparkpost emailjs @adonisjs/mail node-ses preview-email',
    ),
    source:
      'nodemailer 7.0 lib/mailer/index.js; @sendgrid/mail 8 src/classes/mail-service.js; mailgun.js 12 Types; postmark 4 dist/client; resend 6 dist/index.d.ts; node-mailjet 6 declarations',
    remote: true,
    methods: {
      send: names(
        'sendMail send sendMultiple sendEmail sendEmailBatch sendEmailWithTemplate sendTransacEmail create sendLater request sendRawEmail sendAsync batch messages post put sendBatch',
      ),
      read: names('verify get list getBounces validate retrieve search'),
      handle: names(
        'createTransport createTestAccount close use on setApiKey setClient setSubstitutionWrappers getTestMessageUrl apiConnect client forRoot forRootAsync isIdle render',
      ),
    },
    otherwise: 'handle',
  },
  {
    id: 'push-and-sms',
    packages: names(
      'twilio @vonage/*  messagebird plivo web-push apn @parse/node-apn node-pushnotifications expo-server-sdk node-gcm onesignal-node @onesignal/node-onesignal pusher ably @pubnub/* pubnub @novu/* @knocklabs/node pushover-notifications node-notifier @azure/web-pubsub',
    ),
    source:
      'twilio 5 lib/rest; web-push 3.6 src/web-push-lib.js; pusher 5 lib/pusher.js; ably 2 ably.d.ts; expo-server-sdk 4 build; node-pushnotifications 3 src',
    remote: true,
    methods: {
      send: names(
        'create update remove send sendNotification sendPushNotificationsAsync sendNoRetry trigger triggerBatch trigger* publish notify bulk sendToAll sendToUser sendToConnection terminateUserConnections message createNotification',
      ),
      read: names('fetch list each get channels presence history time stats getPushNotificationReceiptsAsync'),
      handle: names(
        'setVapidDetails setGCMAPIKey generateVAPIDKeys generateRequestDetails authorizeChannel authenticate authenticateUser webhook subscribe unsubscribe on off close connect chunkPushNotifications isExpoPushToken shutdown getClientAccessToken',
      ),
    },
    otherwise: 'handle',
  },
  {
    id: 'chat',
    packages: names(
      `@slack/web-api @slack/bolt @slack/webhook @slack/rtm-api telegraf grammy node-telegram-bot-api telegram discord.js @discordjs/rest eris
       discord-akairo seyfert necord @twurple/chat mineflayer oceanic.js @line/bot-sdk botbuilder botbuilder-core matrix-bot-sdk matrix-js-sdk twitter-api-v2 twit whatsapp-web.js baileys
       @whiskeysockets/baileys @wppconnect-team/wppconnect venom-bot masto megalodon irc-framework irc tmi.js vk-io @ viber-bot`,
    ),
    source:
      '@slack/web-api 7 dist/methods.d.ts; telegraf 4.16 typings/telegram.d.ts; grammy 1.46 out/core/api.d.ts; discord.js 14 typings/index.d.ts; node-telegram-bot-api 0.66 src/telegram.js; whatsapp-web.js 1.34 index.d.ts; matrix-bot-sdk 0.7 lib/MatrixClient.d.ts',
    remote: true,
    methods: {
      send: names(
        `postMessage postEphemeral update delete deleteMessage scheduleMessage sendMessage send sendPhoto sendDocument sendVideo sendAudio sendVoice
         sendSticker sendLocation sendPoll sendMediaGroup sendAnimation sendContact sendChatAction sendText sendNotice sendEvent sendStateEvent          reply reply* replyWith* editMessage* edit editReply followUp deferReply deferUpdate answerCallbackQuery answerCbQuery answerInlineQuery forwardMessage copyMessage
         pinChatMessage unpinChatMessage banChatMember unbanChatMember kickChatMember restrictChatMember setMyCommands setWebhook deleteWebhook react
         tweet retweet like follow pushMessage replyMessage multicast broadcast join leave invite kick ban unban mute unmute setTopic archive open upload uploadV2
         add remove say whisper redactEvent setActivity setPresence put post patch joinRoom leaveRoom logout publish createDM`,
      ),
      read: names(
        'get* list info history members fetch* users me getMe getUpdates getChat* getFile* search downloadMedia lookup conversations whoami',
      ),
      handle: names(
        'login connect launch start stop destroy on once use command action hears handleUpdate webhookCallback initialize off catch settings event view shortcut options startPolling stopPolling processUpdate setToken handle client toJSON close makeWASocket default disconnect',
      ),
      // Collections and sweepers of discord.js drop what this process holds.
      none: names('sweep*'),
    },
    otherwise: 'send',
  },
  {
    id: 'live-sockets',
    packages: names(
      `socket.io ws isomorphic-ws sockjs primus engine.io websocket uWebSockets.js hyper-express @hocuspocus/server colyseus @colyseus/* @nestjs/websockets
       better-sse express-sse sse-express @modelcontextprotocol/* fastmcp graphql-ws subscriptions-transport-ws @fastify/websocket express-ws koa-websocket faye aedes peer`,
    ),
    source:
      'socket.io 4.8 dist/index.d.ts, dist/socket.d.ts; ws 8.23 lib/websocket.js; @modelcontextprotocol/sdk 1.32 dist/esm/server; better-sse 0.16 build/index.d.mts',
    remote: false,
    methods: {
      answer: names(
        'emit emitWithAck send write broadcast push publish to in except volatile local compress join leave disconnect disconnectSockets socketsJoin socketsLeave close terminate ping pong end sendLoggingMessage sendResourceUpdated sendToolListChanged notification sendNotification serverSideEmit subscribe unsubscribe',
      ),
      handle: names(
        'on once off of use listen attach adapter bind createServer handleUpgrade setRequestHandler tool registerTool resource registerResource prompt connect removeListener addListener Server WebSocketServer',
      ),
      read: names('fetchSockets allSockets'),
    },
    otherwise: 'answer',
  },
];
