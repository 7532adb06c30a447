import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { changePassword, signOut } from '../../api/deeds.ts';
import { sessionQuery } from '../../api/queries.ts';
import { DeedButton } from '../../frame/deed.tsx';
import { formText } from '../../frame/form-text.ts';
import { useTitle } from '../../frame/use-title.ts';
import { Tokens } from './tokens.tsx';

export function AccountPage() {
  useTitle('Account');
  const account = useQuery(sessionQuery).data;
  const navigate = useNavigate();
  return (
    <main id="content" className="column" tabIndex={-1}>
      <h1>Account</h1>
      <p className="by">
        {account === undefined ? null : `${account.name} · ${account.role} · `}
        <DeedButton className="plain" deed={signOut} done={() => navigate({ to: '/sign-in', search: {} })}>
          Sign out
        </DeedButton>
      </p>
      {account === undefined ? null : <PasswordForm name={account.name} isGenerated={account.mustChangePassword} />}
      <Tokens />
    </main>
  );
}

function PasswordForm({ name, isGenerated }: { name: string; isGenerated: boolean }) {
  const form = useRef<HTMLFormElement>(null);
  const [mismatch, setMismatch] = useState(false);
  const mutation = useMutation({
    mutationFn: ({ current, next }: { current: string; next: string }) => changePassword(name, current, next),
    onSuccess: () => form.current?.reset(),
  });
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const next = formText(fields, 'next');
    setMismatch(next !== formText(fields, 'again'));
    if (next === formText(fields, 'again')) mutation.mutate({ current: formText(fields, 'current'), next });
  };
  const trouble = mismatch ? 'The new password and its repetition differ.' : mutation.error?.message;
  return (
    <section aria-labelledby="password">
      <h2 id="password">Password</h2>
      {isGenerated ? (
        <p className="needs-input">This password was generated and printed at the first start. Choose your own.</p>
      ) : null}
      <form ref={form} className="form" onSubmit={submit}>
        <label>
          Current password
          <input name="current" type="password" autoComplete="current-password" required maxLength={1_000} />
        </label>
        <label>
          New password <small>at least 12 characters</small>
          <input name="next" type="password" autoComplete="new-password" required minLength={12} maxLength={1_000} />
        </label>
        <label>
          New password again
          <input name="again" type="password" autoComplete="new-password" required maxLength={1_000} />
        </label>
        {trouble === undefined ? null : (
          <p className="deed-error" role="alert">
            {trouble}
          </p>
        )}
        <button type="submit" className="button primary" disabled={mutation.isPending}>
          Change password
        </button>
        {mutation.isSuccess && !mismatch ? <p role="status">The password is changed.</p> : null}
      </form>
    </section>
  );
}
