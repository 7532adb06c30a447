/** Verbs with which an operations guide tells somebody to do something. */
const VERBS =
  'add|adjust|allow|analy[sz]e|apply|archive|ask|audit|back up|block|build|bump|call|cap|change|check|clean(?: up)?|clear|close|compact|compare|confirm|contact|create|cut|delete|deploy|disable|drain|drop|enable|end|ensure|escalate|evaluate|expand|extend|fail ?over|find|fix|flush|forecast|free|grant|identify|increase|inspect|install|investigate|kill|look|lower|make sure|measure|migrate|monitor|move|notify|open|optimi[sz]e|page|patch|pause|plan|prune|purge|raise|re-?balance|rebuild|record|recycle|redeploy|reduce|reindex|release|reload|remove|renew|replace|replay|report|request|re-?run|reset|re-?size|restart|restore|resume|retrain|retry|revert|review|revoke|roll ?back|rotate|run|scale|scan|see|send|set|shift|shrink|stop|start|suspend|switch|test|throttle|track|train|trigger|truncate|tune|update|upgrade|use|vacuum|validate|verify|wait|warm(?: up)?';
const ORDER = new RegExp(
  `^(?:please |then |first,? |always |also )?(?:${VERBS})\\b(?!\\s*(?:[:=<>]|is\\b|are\\b))`,
  'i',
);

/** Whether a text tells somebody to do something: "Check the lock table", "restart the worker, then wait". */
export const isOrder = (text: string): boolean => ORDER.test(text);
