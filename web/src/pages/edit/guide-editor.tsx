import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { Problem } from '../../api/client.ts';
import { saveGuide } from '../../api/deeds.ts';
import { queryClient, sourceQuery } from '../../api/queries.ts';
import type { GuideSource } from '../../api/wire.ts';
import { AppliedNotice } from './applied-notice.tsx';
import { CodeEditor } from './code-editor.ts';
import { LeaveGuard } from './leave-guard.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { remarksOf } from './remarks.ts';
import { usePreview } from './use-preview.ts';

/**
 * `same`: the text is the file's. `edited`: it is not, and the file is the one the edit began with. `meanwhile`: it is
 * not, and the file has changed since; both are shown in one text, and what is saved then replaces the newer file.
 */
type Standing = 'same' | 'edited' | 'meanwhile';

export function GuideEditor({ systemId, onDisk, line }: { systemId: string; onDisk: GuideSource; line: number }) {
  const [base, setBase] = useState(onDisk);
  const [text, setText] = useState(onDisk.markdown);
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeEditor>(null);
  const isEdited = text !== base.markdown;
  const standing: Standing = !isEdited ? 'same' : onDisk.hash === base.hash ? 'edited' : 'meanwhile';
  const preview = usePreview(systemId, text, onDisk.hash);

  const save = useMutation({
    mutationFn: () => saveGuide(systemId, text, onDisk.hash),
    onSuccess: async (applied) => {
      const { queryKey } = sourceQuery(systemId);
      const saved = { ...base, markdown: text, hash: applied.hash };
      // What was asked before the save would answer with the text before it, and take the place of what was saved.
      await queryClient.cancelQueries({ queryKey });
      setBase(saved);
      queryClient.setQueryData(queryKey, saved);
      editor.current?.compareWith(null);
    },
    // The file is another one: it is fetched, and shown beside what was typed.
    onError: (error) => {
      if (error instanceof Problem && error.code === 'changed-meanwhile')
        void queryClient.invalidateQueries({ queryKey: sourceQuery(systemId).queryKey });
    },
  });
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (isEdited && base.writable && !save.isPending) save.mutate();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  const type = useEffectEvent((typed: string) => {
    setText(typed);
    if (!save.isPending) save.reset();
  });

  const first = useRef({
    markdown: onDisk.markdown,
    line,
    isReadOnly: !onDisk.writable,
    label: `Text of ${onDisk.guide}`,
  });
  useEffect(() => {
    const { markdown, label, ...rest } = first.current;
    const started = new CodeEditor(place.current!, markdown, {
      ...rest,
      label,
      type: (typed) => type(typed),
    });
    editor.current = started;
    return () => started.end();
  }, []);
  useEffect(() => {
    if (preview.data !== undefined) editor.current?.show(remarksOf(preview.data));
  }, [preview.data]);
  // A file that changed on disk is simply shown while nothing has been typed; else both are.
  useEffect(() => {
    if (onDisk.hash === base.hash) return;
    if (standing === 'same') {
      setBase(onDisk);
      editor.current?.replace(onDisk.markdown);
    } else editor.current?.compareWith(onDisk.markdown);
  }, [onDisk, base.hash, standing]);

  const takeTheirs = () => {
    setBase(onDisk);
    editor.current?.compareWith(null);
    editor.current?.replace(onDisk.markdown);
  };
  return (
    <>
      <div className="editor-head">
        <h1>{onDisk.guide}</h1>
        <span role="status" className="soft">
          {save.isPending
            ? 'saving …'
            : isEdited
              ? 'not saved yet'
              : save.isSuccess
                ? 'saved and applied'
                : 'as on disk'}
        </span>
        {isEdited ? (
          <button type="button" className="button" onClick={takeTheirs}>
            Discard
          </button>
        ) : null}
        <button
          type="button"
          className="button primary"
          aria-keyshortcuts="Control+S Meta+S"
          disabled={!isEdited || !onDisk.writable || save.isPending}
          onClick={() => save.mutate()}
        >
          {standing === 'meanwhile' ? 'Save over the newer file' : 'Save and apply'}
        </button>
      </div>
      {onDisk.writable ? null : <p className="editor-notice">{onDisk.readOnlyReason}</p>}
      {standing === 'meanwhile' ? (
        <p className="editor-notice" role="alert">
          The file changed on disk meanwhile. Where the two differ, the file's words stand above yours: choose for each
          place, then save.{' '}
          <button type="button" className="plain" onClick={takeTheirs}>
            Take the whole file as it is
          </button>
        </p>
      ) : null}
      {save.error === null || standing === 'meanwhile' ? null : (
        <p className="deed-error" role="alert">
          {save.error.message}
        </p>
      )}
      {save.isSuccess && !isEdited ? <AppliedNotice systemId={systemId} applied={save.data} /> : null}
      <div className="editor-columns">
        <div ref={place} className="editor-place" />
        <PreviewPane preview={preview} isEdited={isEdited} goTo={(to) => editor.current?.goTo(to)} />
      </div>
      <LeaveGuard active={isEdited} />
    </>
  );
}
