/** What an agent asks of a language model. A provider's client and the local one are told apart by nothing else. */
export interface LanguageModel {
  readonly provider: string;
  /** Rejects when the provider fails or refuses; `signal` aborts at the agent's timeout. */
  complete(prompt: Prompt, signal: AbortSignal): Promise<string>;
}

interface Prompt {
  /** Who speaks, and to what end. */
  role: string;
  task: string;
  /** What is known, most important first. */
  facts: readonly string[];
}

/**
 * The model that needs no key and no network: it words the facts it is given, always in the same way, so that the
 * system runs and can be tested anywhere. It reasons about nothing; the figures come from the agents.
 */
export const localLanguageModel: LanguageModel = {
  provider: 'local',
  async complete({ role, task, facts }, signal) {
    signal.throwIfAborted();
    const [first, ...others] = facts;
    const rest = others.length === 0 ? '' : ` Also: ${others.join('; ')}.`;
    return first === undefined ? `${role}: nothing to say on "${task}".` : `${role}, on ${task}: ${first}.${rest}`;
  },
};
