import { useNavigate } from '@tanstack/react-router';
import type { Element } from 'hast';
import { startRun } from '../../api/deeds.ts';
import { DeedButton } from '../../frame/deed.tsx';
import { commandWords } from '../../state/command-words.ts';
import { useGuide } from './guide-context.ts';
import { InlineNotes } from './notes.tsx';
import { useBlock } from './use-block.ts';

/** A code block with its bar: the language, what it is here, and Run where it can be run. */
export function CodeBlock({ node }: { node?: Element | undefined }) {
  const { live, commands, hasMargin } = useGuide();
  const { attributes, anchor } = useBlock(node, 'code');
  const line = node?.position?.start.line ?? 0;
  const endLine = node?.position?.end.line ?? 0;
  const commitment = commands.find((each) => each.line >= line && each.line <= endLine);
  const language = commitment?.command?.language ?? languageOf(node);
  const source = sourceOf(node);
  return (
    <div {...attributes} className={`block ${attributes.className ?? ''}`}>
      {commitment == null && language === null ? null : (
        <div className="block-bar">
          <span id={`what-${line}`}>{commitment?.command == null ? language : commandWords(commitment.command)}</span>
          {commitment?.command?.runnable === true ? (
            <RunButton systemId={live.system.id} commandId={commitment.id} describedBy={`what-${line}`} />
          ) : null}
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard. */}
      <pre tabIndex={0}>
        <code>{source}</code>
      </pre>
      {anchor === undefined || hasMargin ? null : <InlineNotes anchor={anchor} />}
    </div>
  );
}

function RunButton(command: { systemId: string; commandId: string; describedBy: string }) {
  const navigate = useNavigate();
  return (
    <DeedButton
      className="button small"
      describedBy={command.describedBy}
      deed={() => startRun(command.systemId, command.commandId, null)}
      done={(run) => navigate({ to: '/runs/$runId', params: { runId: run.id } })}
    >
      Run
    </DeedButton>
  );
}

/** `pre` holds one `code`, and that one text. */
function sourceOf(node: Element | undefined): string {
  const code = node?.children[0];
  const text = code?.type === 'element' ? code.children[0] : undefined;
  return text?.type === 'text' ? text.value.replace(/\n$/, '') : '';
}

function languageOf(node: Element | undefined): string | null {
  const code = node?.children.find((child) => child.type === 'element');
  const names = code?.properties.className;
  const name = Array.isArray(names) ? names.map(String).find((each) => each.startsWith('language-')) : undefined;
  return name?.slice('language-'.length) ?? null;
}
