import { useBlocker } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/** Asks before what was typed and not saved is left behind. */
export function LeaveGuard({ active }: { active: boolean }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => active && current.pathname !== next.pathname,
    enableBeforeUnload: active,
    withResolver: true,
  });
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (status === 'blocked') dialog.current?.showModal();
    else dialog.current?.close();
  }, [status]);
  return (
    <dialog ref={dialog} className="leave" aria-labelledby="leave-title" onCancel={() => reset?.()}>
      <h2 id="leave-title">Leave without saving?</h2>
      <p>What you typed is not saved yet.</p>
      <p className="leave-deeds">
        <button type="button" className="button primary" onClick={() => reset?.()}>
          Keep editing
        </button>
        <button type="button" className="button" onClick={() => proceed?.()}>
          Leave
        </button>
      </p>
    </dialog>
  );
}
