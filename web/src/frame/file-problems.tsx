import type { SystemSummary } from '../api/wire.ts';

/** What is wrong with the guide or its bindings as they stand on disk, and where. */
export function FileProblems({ problems }: { problems: SystemSummary['problems'] }) {
  return (
    <ul>
      {problems.map(({ file, line, message }) => (
        <li key={`${file} ${line} ${message}`}>
          <code>
            {file}:{line}
          </code>{' '}
          {message}
        </li>
      ))}
    </ul>
  );
}
