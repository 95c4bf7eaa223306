import type { LibraryEffects } from '../effects.ts';
import { names } from './names.ts';

/** HTTP clients, and clients of services over HTTP. */
export const serviceEffects: readonly LibraryEffects[] = [
  {
    id: 'fetch',
    packages: ['(global)'],
    source: 'Fetch standard; @types/node 22.20 globals.d.ts',
    remote: true,
    methods: { send: names('sendBeacon') },
    verb: { methods: names('fetch'), option: 'method', writes: 'send' },
  },
  {
    id: 'fetch-packages',
    packages: names(
      'node-fetch cross-fetch isomorphic-fetch undici ofetch make-fetch-happen minipass-fetch node-fetch-native @whatwg-node/fetch fetch-retry isomorphic-unfetch got ky wretch gaxios phin bent',
    ),
    source:
      'node-fetch 3.3 src/index.js; undici 7 types/index.d.ts; ofetch 1.5 dist/node.d.ts; got 14 dist/source/types.d.ts; ky 1.14 distribution/types; wretch 2.11 dist/types.d.ts; bent 7 src/core.js',
    remote: true,
    methods: {
      send: names('post put patch delete del'),
      read: names('get head options json text buffer arrayBuffer blob res paginate'),
      handle: names(
        'extend create defaults setGlobalDispatcher getGlobalDispatcher Agent ProxyAgent Pool Client url auth headers content query body middlewares addon catcher retry close destroy',
      ),
    },
    verb: {
      methods: names('fetch request stream pipeline raw native default got ky $fetch ofetch'),
      option: 'method',
      writes: 'send',
    },
    otherwise: 'read',
  },
  {
    id: 'axios',
    packages: names('axios @nestjs/axios axios-retry axios-cache-interceptor @nuxtjs/axios axios-rate-limit'),
    source: 'axios 1.13 index.d.ts; @nestjs/axios 4 dist/http.service.d.ts',
    remote: true,
    methods: {
      send: names('post put patch delete postForm putForm patchForm'),
      read: names('get head options'),
      handle: names(
        'create interceptors defaults isAxiosError CancelToken all spread getUri toFormData setupCache use register registerAsync axiosRef isCancel mergeConfig',
      ),
    },
    verb: { methods: names('request axios default'), option: 'method', writes: 'send' },
    otherwise: 'handle',
  },
  {
    id: 'request-family',
    packages: names(
      'request request-promise request-promise-native superagent needle urllib popsicle unirest tiny-json-http centra @hapi/wreck flashheart r2',
    ),
    source:
      'request 2.88 index.js; superagent 10 lib/node/index.js; needle 3.3 lib/needle.js; urllib 4 dist; @hapi/wreck 18 lib/index.d.ts',
    remote: true,
    methods: {
      send: names('post put patch delete del'),
      read: names('get head options'),
      handle: names('defaults jar agent set query field attach auth type accept timeout retry on pipe'),
    },
    verb: { methods: names('request default needle'), option: 'method', writes: 'send' },
    ends: names('then end send promise'),
    otherwise: 'handle',
  },
  {
    id: 'node-http-client',
    packages: names('node:http node:https node:http2 follow-redirects'),
    source: '@types/node 22.20 http.d.ts, https.d.ts, http2.d.ts',
    remote: true,
    methods: {
      read: names('get'),
      handle: names(
        'createServer createSecureServer listen close on once end write setHeader writeHead Agent globalAgent setTimeout destroy connect',
      ),
    },
    verb: { methods: names('request'), option: 'method', writes: 'send' },
    otherwise: 'handle',
  },
  {
    id: 'graphql-clients',
    packages: names(
      'graphql-request @apollo/client urql @urql/core @urql/node apollo-client apollo-boost @graphql-typed-document-node/core',
    ),
    source: 'graphql-request 7 build; @apollo/client 4 core; @urql/core 6 dist',
    remote: true,
    methods: {
      send: names('mutate mutation executeMutation'),
      read: names('query watchQuery subscribe executeQuery refetch* readQuery'),
      handle: names('setHeader setHeaders setEndpoint resetStore clearStore stop GraphQLClient ApolloClient gql cache'),
    },
    text: { methods: names('request rawRequest batchRequests default'), writes: 'send' },
    otherwise: 'handle',
  },
  {
    id: 'payment-and-saas',
    packages: names(
      `stripe braintree @paypal/* plaid square razorpay  @mollie/api-client paddle-sdk @paddle/paddle-node-sdk chargebee @adyen/api-library
       @hubspot/api-client jsforce @notionhq/client @linear/sdk airtable shopify-api-node @shopify/* intercom-client  node-zendesk
       @octokit/* octokit probot @gitbeaker/* node-gitlab jira-client jira.js @slack/oauth googleapis @googleapis/* google-auth-library
       contentful contentful-management @sanity/client @mux/mux-node @clerk/backend @workos-inc/node auth0 @okta/okta-sdk-nodejs @logto/* keycloak-admin @keycloak/keycloak-admin-client`,
    ),
    source:
      'stripe 19 types; @octokit/rest 22, @octokit/plugin-rest-endpoint-methods dist-types; googleapis 164 build/src/apis; @notionhq/client 5 build/src/Client.d.ts; plaid 38 dist/api.d.ts; @gitbeaker/core 43 dist; jsforce 3 lib',
    remote: true,
    methods: {
      send: names(
        `create* update* upsert* del delete* remove* add* set* cancel* capture* confirm* refund* pay* finalize* void* send* attach* detach* approve* reject* merge* close* reopen*
         post* put* patch* insert* insert batchUpdate append clear copy move trash untrash import import* modify watch stop submit* submit charge transfer* link* unlink* enable* disable* invite* lock* unlock* publish* unpublish* archive* edit* edit remove replace* commit rerun* dispatch* trigger* star* fork* redeliver* itemPublicTokenExchange linkTokenCreate revoke*`,
      ),
      read: names(
        'get* list* retrieve* find* fetch* search* query* read* count* compare* download* export* check* describe* history generateAuthUrl getToken verifyIdToken paginate paginate* iterator',
      ),
      handle: names(
        'constructEvent webhooks rest auth authenticate setCredentials on hook use log options OAuth2 GoogleAuth JWT default Stripe Octokit Client login logout authorize sobject',
      ),
    },
    verb: { methods: names('request graphql'), option: 'method', writes: 'send' },
    ends: names('execute then'),
    otherwise: 'handle',
  },
  {
    id: 'language-models',
    packages: names('openai @anthropic-ai/sdk'),
    source:
      'openai 6.49 resources/chat/completions/completions.js, resources/responses/responses.js; @anthropic-ai/sdk resources/messages/messages.js',
    remote: true,
    // `client.chat.completions.create` and `client.embeddings.create`: the resource decides.
    methods: {
      generate: names('completions responses messages images speech runs batches videos'),
      read: names('embeddings moderations models files list retrieve get count_tokens countTokens poll content'),
      send: names('del delete upload* update* cancel* submit*'),
      handle: names('OpenAI Anthropic AzureOpenAI abort on once finalMessage finalContent withOptions'),
    },
    ends: names('create parse stream generate edit'),
    otherwise: 'read',
  },
  {
    id: 'ai-services',
    packages: names(
      '@anthropic-ai/* @google/generative-ai @google/genai @mistralai/mistralai cohere-ai replicate groq-sdk ollama ai @ai-sdk/* @langchain/openai @langchain/anthropic @huggingface/inference langfuse langsmith',
    ),
    source:
      'openai 6 resources; @anthropic-ai/sdk 0.70 resources; ai 5 dist/index.d.ts; ollama 0.6 dist; replicate 1 index.d.ts',
    remote: true,
    methods: {
      read: names(
        'create generate* stream* embed embedMany chat complete parse list retrieve get count_tokens countTokens invoke batch call edit moderate generateContent* embedContent run predict textGeneration',
      ),
      send: names(
        'del delete upload* update* cancel* pull push copy finetune* createFineTune trace score event capture',
      ),
      handle: names('OpenAI Anthropic getGenerativeModel startChat abort bindTools withStructuredOutput pipe tool'),
    },
    otherwise: 'read',
  },
  {
    id: 'infrastructure-clients',
    packages: names(
      'dockerode @kubernetes/client-node pm2 ssh2 ssh2-sftp-client node-ssh basic-ftp ftp ldapjs ldapts webdav smb2 @marsaud/smb2 cloudflare  @pulumi/pulumi proxmox-api  acme-client',
    ),
    source:
      'dockerode 4.0 lib/docker.js, lib/container.js; @kubernetes/client-node 1.4 dist/gen/apis; ssh2 1.17 lib/client.js; ssh2-sftp-client 12 src; basic-ftp 5.0 dist/Client.d.ts; ldapts 8 Client.d.ts; webdav 5 dist/node/types.d.ts',
    remote: true,
    methods: {
      send: names(
        'create* createContainer start stop restart kill remove pause unpause rename update put* delete* del patch* replace* pull push build buildImage tag commit load import prune prune* add modify modifyDN exchangeDN upload* uploadFrom uploadFromDir fastPut put append mkdir mkDir ensureDir rmdir removeDir clearWorkingDir writeFile unlink putFile putFiles putDirectory putFileContents createDirectory deleteFile copyFile moveFile create apply auto',
      ),
      exec: names('exec execCommand shell run'),
      read: names(
        'list* inspect get* read* logs stats top info version ping df search search* exists stat* list download* downloadTo fastGet cwd pwd size lastMod readdir readFile compare events wait getDirectoryContents getFileContents describe launchBus',
      ),
      handle: names(
        'connect end close disconnect bind unbind on once login access loadFromDefault loadFromCluster loadFromFile makeApiClient getContainer getImage getNetwork getVolume getExec modem startTLS dispose forwardOut createClient features send sendIgnoringError',
      ),
    },
    otherwise: 'handle',
  },
  {
    id: 'version-control',
    packages: names('simple-git isomorphic-git nodegit dugite'),
    source: 'simple-git 4.0 typings/simple-git.d.ts; isomorphic-git 1.44 index.d.ts',
    remote: false,
    methods: {
      local: names(
        'clone mirror pull fetch checkout* add commit merge mergeFromTo rebase reset stash rm rmKeepLocal mv init createBranch deleteLocalBranch* addTag addAnnotatedTag clean revert cherryPick subModule* submodule* applyPatch writeObject writeRef addRemote removeRemote setConfig addConfig updateServerInfo raw updateIndex deleteRef annotatedTag deleteBranch remove writeBlob writeCommit writeTree',
      ),
      send: names('push pushTags'),
      read: names(
        'status log diff diffSummary show branch branchLocal tags listRemote getRemotes revparse checkIsRepo catFile blame currentBranch listBranches listFiles listTags readBlob readCommit readTree readObject resolveRef statusMatrix walk version config listConfig getConfig firstCommit grep hashObject',
      ),
      handle: names('simpleGit gitP default cwd env outputHandler customBinary clearQueue'),
    },
    otherwise: 'handle',
  },
  {
    id: 'blockchain',
    packages: names('ethers web3 viem @solana/web3.js bitcoinjs-lib'),
    source: 'ethers 6 lib.esm; viem 2 _types; web3 4 lib',
    remote: true,
    methods: {
      send: names(
        'sendTransaction broadcastTransaction sendRawTransaction writeContract deployContract send* transfer signAndSend* sendAndConfirmTransaction requestAirdrop',
      ),
      read: names(
        'get* call estimateGas* read* readContract simulateContract multicall waitFor* resolveName lookupAddress balanceOf queryFilter',
      ),
      handle: names(
        'connect on once off createPublicClient createWalletClient watch* Contract Wallet JsonRpcProvider parse* format* encode* decode* sign*',
      ),
    },
    otherwise: 'handle',
  },
];
