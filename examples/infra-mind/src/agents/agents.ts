import type { AgentName, AssessmentRequest, Finding } from '../assessment.ts';
import type { LanguageModel } from './language-model.ts';
import type { Prices } from './prices.ts';

/** What an agent works with, and what the others have found before it. */
export interface AgentContext {
  request: AssessmentRequest;
  findings: readonly Finding[];
  model: LanguageModel;
  prices: Prices;
  signal: AbortSignal;
}
export type Agent = (context: AgentContext) => Promise<Finding>;

/** The strategy: how far the money goes and how much risk the size carries. */
const cto: Agent = async ({ request, model, signal }) => {
  const perServer = request.monthlyBudget / request.servers;
  const stance = perServer < 50 ? 'consolidate before migrating' : perServer < 200 ? 'migrate in stages' : 'modernise';
  const summary = await model.complete(
    {
      role: 'CTO',
      task: `the strategy of ${request.company}`,
      facts: [
        `${stance}, with ${dollars(perServer)} a month for each of ${request.servers} servers`,
        request.clouds.length > 1 ? 'several clouds are open, so keep what is moved portable' : 'one cloud is settled',
      ],
    },
    signal,
  );
  return { agent: 'cto', summary, details: { stance, budgetPerServer: Math.round(perServer) } };
};

/** The plan: what it costs on each cloud, cheapest first. */
const cloudEngineer: Agent = async ({ request, model, prices, signal }) => {
  const quotes = await Promise.all(
    request.clouds.map(async (cloud) => ({
      cloud,
      monthly: (await prices.serverMonth(cloud, signal)) * request.servers,
    })),
  );
  quotes.sort((left, right) => left.monthly - right.monthly);
  const [best] = quotes;
  const fits = best !== undefined && best.monthly <= request.monthlyBudget;
  const summary = await model.complete(
    {
      role: 'Cloud engineer',
      task: 'the cost of running it',
      facts: [
        best ? `${best.cloud} is cheapest at ${dollars(best.monthly)} a month` : 'no cloud was offered',
        fits ? 'that is within the budget' : 'that is over the budget',
      ],
    },
    signal,
  );
  return { agent: 'cloud-engineer', summary, details: { quotes, fitsBudget: fits } };
};

/** What holds for the trade: rules to keep and practice to follow. */
const research: Agent = async ({ request, model, signal }) => {
  const rules: Record<string, string> = { health: 'HIPAA', finance: 'PCI DSS and DORA', public: 'FedRAMP or C5' };
  const rule = rules[request.industry.toLowerCase()] ?? 'ISO 27001';
  const summary = await model.complete(
    {
      role: 'Research',
      task: `the ${request.industry} trade`,
      facts: [`plan for ${rule}`, 'keep backups in a second region'],
    },
    signal,
  );
  return { agent: 'research', summary, details: { rule } };
};

/** The words for the reader: one paragraph from what the others found. */
const chatbot: Agent = async ({ request, findings, model, signal }) => {
  const summary = await model.complete(
    {
      role: 'Chatbot',
      task: `the outcome for ${request.company}`,
      facts: findings.map((finding) => finding.summary.replace(/\.$/, '')),
    },
    signal,
  );
  return { agent: 'chatbot', summary, details: { basedOn: findings.map((finding) => finding.agent) } };
};

export const agents: Record<AgentName, Agent> = { cto, 'cloud-engineer': cloudEngineer, research, chatbot };

function dollars(amount: number): string {
  return `$${Math.round(amount)}`;
}
