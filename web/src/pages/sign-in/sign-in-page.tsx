import { useMutation } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { signIn } from '../../api/deeds.ts';
import { formText } from '../../frame/form-text.ts';
import { useTitle } from '../../frame/use-title.ts';

export function SignInPage() {
  useTitle('Sign in');
  const { next } = useSearch({ from: '/sign-in' });
  const router = useRouter();
  const mutation = useMutation({
    mutationFn: ({ name, password }: { name: string; password: string }) => signIn(name, password),
    onSuccess: () => router.history.push(next ?? '/'),
  });
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    mutation.mutate({ name: formText(form, 'name'), password: formText(form, 'password') });
  };
  return (
    <main id="content" className="sign-in">
      <h1>Runproof</h1>
      <p className="by">Your operations guide, running and proven.</p>
      <form onSubmit={submit} className="form">
        <label>
          Name
          <input name="name" autoComplete="username" required maxLength={100} defaultValue="admin" />
        </label>
        <label>
          Password
          <input name="password" type="password" autoComplete="current-password" required maxLength={1000} />
        </label>
        {mutation.error === null ? null : (
          <p className="deed-error" role="alert">
            {mutation.error.message}
          </p>
        )}
        <button type="submit" className="button primary" disabled={mutation.isPending}>
          Sign in
        </button>
      </form>
      <p className="soft">The first start printed the name and a generated password where it was started.</p>
    </main>
  );
}
