import { useMutation } from '@tanstack/react-query';
import { type BindingValue, saveBinding } from '../../api/deeds.ts';
import type { OpenBinding } from '../../api/wire.ts';
import { formText } from '../../frame/form-text.ts';

/** What the guide cannot say, asked for here and written to runproof.yaml as a person would write it. */
export function FillIn({ systemId, bindings }: { systemId: string; bindings: readonly OpenBinding[] }) {
  return bindings.map((binding) => <Field key={binding.path.join('.')} systemId={systemId} binding={binding} />);
}

function Field({ systemId, binding }: { systemId: string; binding: OpenBinding }) {
  const { path, label, kind, secret, prefill } = binding;
  const mutation = useMutation({
    mutationFn: (form: FormData) => saveBinding(systemId, path, valueFrom(binding, form)),
  });
  const id = `bind-${path.join('-')}`;
  const kept = mutation.data?.problems[0];
  const problem = mutation.error?.message ?? (kept === undefined ? null : `${kept.file}:${kept.line}: ${kept.message}`);
  return (
    <form
      className="fill-in"
      onInput={() => mutation.reset()}
      onSubmit={(event) => {
        event.preventDefault();
        mutation.mutate(new FormData(event.currentTarget));
      }}
    >
      <label htmlFor={id}>{label}</label>
      <div className="fill-in-row">
        {kind === 'person' ? (
          <>
            <input
              id={id}
              name="role"
              required
              placeholder="On-call engineer"
              defaultValue={prefill?.role ?? ''}
              aria-describedby={`${id}-where`}
            />
            <input name="email" type="email" required placeholder="on-call@example.com" aria-label="E-mail" />
          </>
        ) : (
          <input
            id={id}
            name="value"
            required
            autoComplete="off"
            type={secret ? 'password' : kind === 'url' ? 'url' : 'text'}
            placeholder={placeholders[kind]}
            aria-invalid={problem !== null}
            aria-describedby={problem === null ? `${id}-where` : `${id}-problem`}
          />
        )}
        {kind === 'metric' ? (
          <select name="aggregate" aria-label="How several values become one" defaultValue="last">
            {['last', 'average', 'maximum', 'minimum', 'sum', 'rate'].map((each) => (
              <option key={each} value={each}>
                {each === 'last' ? 'last value' : each}
              </option>
            ))}
          </select>
        ) : null}
        <button type="submit" className="button primary" disabled={mutation.isPending} aria-busy={mutation.isPending}>
          Save
        </button>
      </div>
      {problem === null ? (
        <small id={`${id}-where`}>
          goes to <code>{path.join('.')}</code> in runproof.yaml
        </small>
      ) : (
        <p id={`${id}-problem`} className="deed-error" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

const placeholders = {
  text: '',
  url: 'https://api.example.com',
  connection: 'postgres://user:${PASSWORD}@db.example.com/name',
  metric: 'orders_waiting',
  person: '',
} as const satisfies Record<OpenBinding['kind'], string>;

/** `prefill` has what is known of an entry already, such as a person's level. */
function valueFrom({ kind, prefill }: OpenBinding, form: FormData): BindingValue {
  const text = (name: string) => formText(form, name).trim();
  if (kind === 'metric') return { ...prefill, name: text('value'), aggregate: text('aggregate') };
  if (kind === 'person') return { ...prefill, role: text('role'), email: text('email') };
  return text('value');
}
