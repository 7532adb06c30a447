import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';

interface DeedProperties<Result> {
  /** What a click does. */
  deed: () => Promise<Result>;
  done?: (result: Result) => unknown;
  children: ReactNode;
  className?: string;
  disabled?: boolean;
  label?: string;
  describedBy?: string;
}

/** A button that does something on the server: it cannot be pressed twice, and says beside itself why it failed. */
export function DeedButton<Result>(properties: DeedProperties<Result>) {
  const { deed, done, children, className = 'button', disabled = false, label, describedBy } = properties;
  const mutation = useMutation({ mutationFn: deed, onSuccess: (result) => done?.(result) });
  return (
    <>
      <button
        type="button"
        className={className}
        disabled={disabled || mutation.isPending}
        aria-busy={mutation.isPending}
        aria-label={label}
        aria-describedby={describedBy}
        onClick={() => mutation.mutate()}
      >
        {children}
      </button>
      {mutation.error === null ? null : (
        <span className="deed-error" role="alert">
          {mutation.error.message}
        </span>
      )}
    </>
  );
}
