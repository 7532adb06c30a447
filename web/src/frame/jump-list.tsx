import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { guideQuery, incidentsQuery, systemsQuery } from '../api/queries.ts';
import { useReading } from '../pages/guide/reading.ts';
import { type JumpItem, type JumpScope, jumpItems, matching } from './jump-items.ts';

const limit = 40;

/** Type a few letters, press Enter. A combobox over a list, as screen readers know it. */
export function JumpList({ scope, close }: { scope: JumpScope; close: () => void }) {
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const items = matching(useItems(scope), typed, limit);
  const current = items[Math.min(chosen, items.length - 1)];

  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    dialog.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  });

  const go = (item: JumpItem) => {
    close();
    router.history.push(item.href);
  };
  const press = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') setChosen(Math.min(chosen + 1, items.length - 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(Math.min(chosen, items.length - 1) - 1, 0));
    else if (event.key === 'Enter' && current !== undefined) go(current);
    else return;
    event.preventDefault();
  };

  const title = scope === 'guide' ? 'Find in the guide' : 'Jump to';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the list closes it; Escape does the same by itself.
    <dialog
      ref={dialog}
      className="jump"
      aria-label={title}
      onClose={close}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <input
        type="text"
        role="combobox"
        aria-label={title}
        aria-expanded="true"
        aria-controls="jump-items"
        aria-activedescendant={current === undefined ? undefined : `jump-${items.indexOf(current)}`}
        placeholder={scope === 'guide' ? 'Find in the guide' : 'System, section, incident or page'}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setChosen(0);
        }}
        onKeyDown={press}
      />
      <div id="jump-items" role="listbox" aria-label={title} tabIndex={-1}>
        {items.map((item, index) => (
          <div key={item.id}>
            {items[index - 1]?.group === item.group ? null : <p className="group">{item.group}</p>}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard moves through the list from the input. */}
            <div
              id={`jump-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={item === current}
              onClick={() => go(item)}
              onPointerMove={() => setChosen(index)}
            >
              <span>{item.label}</span>
              <span className="hint">{item.hint}</span>
            </div>
          </div>
        ))}
        {items.length === 0 ? <p className="group">Nothing has these words.</p> : null}
      </div>
    </dialog>
  );
}

function useItems(scope: JumpScope): JumpItem[] {
  const { systemId } = useParams({ strict: false });
  const systems = useQuery(systemsQuery).data;
  const incidents = useQuery(incidentsQuery('open')).data;
  const live = useQuery({ ...guideQuery(systemId ?? ''), enabled: systemId !== undefined }).data;
  const blocks = useReading(live?.markdown)?.blocks;
  return useMemo(() => {
    const guide = live === undefined || blocks === undefined ? null : { live, blocks };
    return jumpItems(scope, { systems: systems ?? [], incidents: incidents ?? [], guide });
  }, [scope, systems, incidents, live, blocks]);
}
