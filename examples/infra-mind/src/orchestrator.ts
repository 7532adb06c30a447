import { type Agent, type AgentContext, agents } from './agents/agents.ts';
import type { LanguageModel } from './agents/language-model.ts';
import type { Prices } from './agents/prices.ts';
import type { AgentName, AssessmentRequest, Finding, Report } from './assessment.ts';

/**
 * The four agents as a LangGraph:
 *
 *   START ─► cto ─┬─► cloud-engineer ─┬─► chatbot ─► END
 *                 └─► research ───────┘
 *
 * The chatbot waits for both before it and words the report.
 */
export interface Orchestrator {
  /** Rejects with the first agent's failure, or when an agent takes longer than `agentTimeoutMs`. */
  assess(request: AssessmentRequest): Promise<Report>;
}

export interface OrchestratorOptions {
  model: LanguageModel;
  prices: Prices;
  agentTimeoutMs: number;
  /** Called around each agent's work, for spans and counts. */
  observe: (agent: AgentName, work: () => Promise<Finding>) => Promise<Finding>;
  /** Other agents than the product's own, by name. */
  agents?: Partial<Record<AgentName, Agent>>;
}

export async function createOrchestrator(options: OrchestratorOptions): Promise<Orchestrator> {
  // LangGraph takes a third of a second and 45 MB to load: only who orchestrates pays for it.
  const { Annotation, END, START, StateGraph } = await import('@langchain/langgraph');
  const team = { ...agents, ...options.agents };
  const State = Annotation.Root({
    request: Annotation<AssessmentRequest>(),
    findings: Annotation<Finding[]>({ reducer: (before, found) => [...before, ...found], default: () => [] }),
  });

  const node = (name: AgentName) => async (state: typeof State.State) => {
    const context: AgentContext = {
      request: state.request,
      findings: state.findings,
      model: options.model,
      prices: options.prices,
      signal: AbortSignal.timeout(options.agentTimeoutMs),
    };
    const finding = await options.observe(name, () => withinTime(name, team[name], context));
    return { findings: [finding] };
  };
  const graph = new StateGraph(State)
    .addNode('cto', node('cto'))
    .addNode('cloud-engineer', node('cloud-engineer'))
    .addNode('research', node('research'))
    .addNode('chatbot', node('chatbot'))
    .addEdge(START, 'cto')
    .addEdge('cto', 'cloud-engineer')
    .addEdge('cto', 'research')
    .addEdge(['cloud-engineer', 'research'], 'chatbot')
    .addEdge('chatbot', END)
    .compile();

  return {
    async assess(request) {
      const { findings } = await graph.invoke({ request });
      const words = findings.find((finding) => finding.agent === 'chatbot');
      return {
        title: `Infrastructure assessment of ${request.company}`,
        summary: words?.summary ?? '',
        findings: findings.filter((finding) => finding.agent !== 'chatbot'),
      };
    },
  };
}

/** An agent that ignores its signal must not hold the assessment up. */
async function withinTime(name: AgentName, agent: Agent, context: AgentContext): Promise<Finding> {
  const { signal } = context;
  let onAbort = () => {};
  const timeout = new Promise<never>((_, reject) => {
    onAbort = () => reject(new Error(`agent ${name} timed out`));
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([agent(context), timeout]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
