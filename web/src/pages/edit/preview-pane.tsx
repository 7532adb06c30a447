import type { CommitmentChange, GuidePreview } from '../../api/wire.ts';
import { FirstOfMany } from '../../frame/first-of-many.tsx';
import { inOneLine } from '../guide/row-text.ts';
import { type Remark, remarksOf } from './remarks.ts';
import type { Preview } from './use-preview.ts';

/** What a save would change, and what is remarked about the text. Each leads to its line. */
export function PreviewPane(pane: { preview: Preview; isEdited: boolean; goTo: (line: number) => void }) {
  const { preview, isEdited, goTo } = pane;
  const { data, error, isBehind } = preview;
  return (
    <aside className="preview" aria-label="What a save would change" aria-busy={isBehind}>
      <h2>What it changes</h2>
      {error === null ? null : (
        <p className="deed-error" role="alert">
          {error.message}
        </p>
      )}
      {data === undefined ? (
        error === null ? (
          <p className="soft">Reading the text …</p>
        ) : null
      ) : (
        <>
          <p role="status">{sentence(data, isEdited)}</p>
          <ol className="changes">
            <FirstOfMany items={data.commitments}>
              {(change) => (
                <Change key={`${change.change} ${change.line} ${change.text}`} change={change} goTo={goTo} />
              )}
            </FirstOfMany>
            {data.parts.map(({ change, part, name, fields }) => (
              <li key={`${part} ${name} ${change}`} className={change}>
                <span className="sign" aria-hidden="true">
                  {signs[change]}
                </span>
                <span>
                  <span className="unseen">{change}: </span>
                  {name}
                  <small>{part}</small>
                  <Fields fields={fields} />
                </span>
              </li>
            ))}
          </ol>
          <Remarks remarks={remarksOf(data)} goTo={goTo} />
        </>
      )}
    </aside>
  );
}

const signs = { added: '+', changed: '~', removed: '−' } as const;

function Change({ change, goTo }: { change: CommitmentChange; goTo: (line: number) => void }) {
  return (
    <li className={change.change}>
      <span className="sign" aria-hidden="true">
        {signs[change.change]}
      </span>
      <span>
        <span className="unseen">{change.change}: </span>
        {inOneLine(change.text)}
        <small>
          {change.kind} ·{' '}
          {change.change === 'removed' ? (
            `was on line ${change.line}`
          ) : (
            <button type="button" className="plain" onClick={() => goTo(change.line)}>
              line {change.line}
            </button>
          )}
          {change.after?.standing === 'needs-input' ? ' · will need input' : ''}
        </small>
        <Fields fields={change.fields} />
      </span>
    </li>
  );
}

function Fields({ fields }: { fields: CommitmentChange['fields'] }) {
  if (fields.length === 0) return null;
  return (
    <dl className="fields">
      {fields.map(({ name, before, after }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <del>{before ?? 'none'}</del> → <ins>{after ?? 'none'}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Remarks({ remarks, goTo }: { remarks: readonly Remark[]; goTo: (line: number) => void }) {
  if (remarks.length === 0) return null;
  return (
    <>
      <h3>{remarks.length === 1 ? '1 remark about the text' : `${remarks.length} remarks about the text`}</h3>
      <ol className="changes">
        <FirstOfMany items={remarks}>
          {(remark) => (
            <li key={`${remark.line} ${remark.message}`} className={remark.severity}>
              <button type="button" className="plain" onClick={() => goTo(remark.line)}>
                line {remark.line}
              </button>
              <span>
                {remark.message}
                {remark.wayOut === null ? null : <span className="soft"> {remark.wayOut}</span>}
                {remark.rule === null ? null : <small>{remark.rule}</small>}
              </span>
            </li>
          )}
        </FirstOfMany>
      </ol>
    </>
  );
}

function sentence({ commitments, parts, unchanged }: GuidePreview, isEdited: boolean): string {
  const counted = (['added', 'changed', 'removed'] as const)
    .map((change) => [commitments.filter((each) => each.change === change).length, change] as const)
    .filter(([count]) => count > 0)
    .map(([count, change]) => `${count} ${change}`);
  if (counted.length > 0) return `${counted.join(', ')}; ${unchanged} stay as they are.`;
  if (parts.length > 0) return `No commitment changes; what is done for them does. ${unchanged} stay as they are.`;
  return isEdited
    ? `Nothing: all ${unchanged} commitments stay.`
    : `Nothing yet. ${unchanged} commitments are read from it.`;
}
