/** As many statements as the readers of one part look at. */
const MOST_REMEMBERED = 64;

/**
 * Remembers the last answers: several readers ask the same of a statement, one after the other. What is answered must
 * not be changed.
 */
export function recently<Answer>(ask: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, Answer>();
  return (text) => {
    if (answers.has(text)) return answers.get(text) as Answer;
    const answer = ask(text);
    if (answers.size >= MOST_REMEMBERED) answers.clear();
    answers.set(text, answer);
    return answer;
  };
}
