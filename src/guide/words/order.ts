/** Verbs with which an operations guide tells somebody to do something. */
const VERBS =
  'access|acknowledge|add|adjust|agree|allow|analy[sz]e|apply|archive|ask|assess|assign|audit|back up|block|build|bump|call|cap|change|check|choose|clean(?: up)?|clear|click|close|collect|communicate|compact|compare|conduct|configure|confirm|connect|contact|coordinate|copy|create|cut|declare|delete|deploy|determine|disable|document|download|drain|drop|edit|enable|end|ensure|escalate|evaluate|execute|expand|export|extend|fail ?over|find|fix|flush|follow|forecast|free|gather|generate|get|go|grant|hold|identify|implement|import|increase|inform|inspect|install|investigate|isolate|kill|log in|look|lower|maintain|make|make sure|measure|merge|migrate|modify|monitor|move|navigate|notify|open|optimi[sz]e|page|patch|pause|perform|plan|point|prepare|present|preserve|promote|provision|prune|publish|pull|purge|push|put|raise|re-?balance|rebuild|record|recycle|redeploy|reduce|register|reindex|release|reload|remove|renew|replace|replay|report|request|re-?run|reset|re-?size|restart|restore|resume|retain|retrain|retrieve|retry|revert|review|revoke|roll|roll ?back|rotate|run|save|scale|scan|schedule|see|select|send|set|shift|shrink|sign in|simulate|start|stop|suspend|switch|tag|take|tell|test|throttle|track|train|trigger|truncate|tune|update|upgrade|upload|use|vacuum|validate|verify|view|wait|walk|warm(?: up)?|watch|write';
const ORDER = new RegExp(
  `^(?:please |then |first,? |always |also )?(?:${VERBS})\\b(?!-|\\s*(?:[:=<>]|is\\b|are\\b|/(?!(?:${VERBS})\\b)))`,
  'i',
);

/** Whether a text tells somebody to do something: "Check the lock table", "restart the worker, then wait". */
export const isOrder = (text: string): boolean =>
  ORDER.test(text) && !(NOUNS.test(text) && /^\S+(?:\s+(?:\p{Lu}\S*|of|and|the|for|&|\/))+$/u.test(text.trim()));

/** The same of a numbered step, which is an order also where it is written like a name: "1. Check Recent Changes". */
export const isOrderedStep = (text: string): boolean => ORDER.test(text);

/** Verbs that are nouns as well: "Audit Log Volume" in capitals is a name. */
const NOUNS =
  /^(?:audit|backup|block|build|call|cap|change|check|cut|drain|fix|grant|look|lower|measure|migrate|monitor|notify|page|patch|pause|plan|record|release|report|request|reset|resume|review|run|scale|scan|set|shift|test|track|train|trigger|update|upgrade|use|wait)\b/i;
