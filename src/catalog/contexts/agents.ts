import type { LibraryContexts } from '../contexts.ts';

/** Libraries that let a language model call functions of the program: tools, steps of graphs and of workflows, run for whoever asks. */
export const agentFamily: readonly LibraryContexts[] = [
  {
    id: 'ai-sdk-tools',
    packages: ['ai'],
    source: 'ai docs: ai-sdk-core/tools-and-tool-calling; ai src/generate-text/index.ts (6.0)',
    registrations: [
      {
        on: '',
        call: ['.tool', '.dynamicTool', '.streamText', '.generateText', '.streamObject', '.generateObject'],
        callback: {
          option: [
            'execute',
            'onFinish',
            'onChunk',
            'onError',
            'onStepFinish',
            'experimental_repairToolCall',
            'tools.*.execute',
          ],
        },
        context: 'request',
        request: 0,
      },
    ],
  },
  {
    id: 'langchain-tools',
    packages: ['@langchain/core', 'langchain', '@langchain/langgraph', '@langchain/classic'],
    source:
      '@langchain/core dist/tools/index.d.ts, dist/runnables/base.d.ts (1.0); @langchain/langgraph dist/prebuilt/tool_node.d.ts, dist/graph/graph.d.ts (0.3)',
    objects: {
      graph: { from: ['new .StateGraph', 'new .MessageGraph', 'new .Graph'], types: ['StateGraph'], fluent: ['*'] },
    },
    registrations: [
      { on: '', call: ['.tool'], callback: 0, context: 'request', request: 0 },
      {
        on: '',
        call: ['new .DynamicTool', 'new .DynamicStructuredTool'],
        callback: { option: ['func'] },
        context: 'request',
        request: 0,
      },
      {
        on: '',
        call: ['new .RunnableLambda'],
        callback: { option: ['func'] },
        context: 'request',
        request: 0,
      },
      { on: '', call: ['.RunnableLambda.from'], callback: 0, context: 'request', request: 0 },
      { on: 'graph', call: ['addNode'], callback: 1, context: 'request', request: 0 },
      { on: 'graph', call: ['addConditionalEdges'], callback: 1, context: 'request', request: 0 },
    ],
    classes: [
      {
        extends: ['StructuredTool', 'Tool'],
        methods: { _call: 'request' },
        requests: { _call: 0 },
      },
      {
        extends: ['BaseRetriever'],
        methods: { _getRelevantDocuments: 'request' },
        requests: { _getRelevantDocuments: 0 },
      },
    ],
  },
  {
    id: 'mastra',
    packages: ['@mastra/core'],
    source: 'mastra.ai/docs/reference/tools/create-tool, mastra.ai/docs/examples/tools/calling-tools',
    registrations: [
      {
        on: '',
        call: ['.createTool', '.createStep'],
        callback: { option: ['execute'] },
        context: 'request',
        request: 0,
      },
    ],
  },
];
