import { useGuide } from './guide-context.ts';

/** What the compiler has to say about lines of the guide. */
export function UnderstoodList() {
  const { diagnostics } = useGuide().live;
  if (diagnostics.length === 0) return null;
  return (
    <details className="remarks">
      <summary>
        {diagnostics.length === 1 ? '1 remark about the text' : `${diagnostics.length} remarks about the text`}
      </summary>
      <ul>
        {diagnostics.map(({ line, severity, message }) => (
          <li key={`${line} ${message}`} className={severity}>
            <a href={`#L${line}`}>line {line}</a> {message}
          </li>
        ))}
      </ul>
    </details>
  );
}
