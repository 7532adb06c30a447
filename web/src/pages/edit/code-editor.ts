/** CodeMirror with what a guide needs: Markdown, remarks beside their lines, search, and the difference to another text. */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, type Diagnostic as Mark, setDiagnostics } from '@codemirror/lint';
import { unifiedMergeView } from '@codemirror/merge';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorSelection, EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Remark } from './remarks.ts';

interface Settings {
  readonly label: string;
  /** From 1. */
  readonly line: number;
  readonly isReadOnly: boolean;
  readonly type: (text: string) => void;
}

export class CodeEditor {
  readonly #view: EditorView;
  readonly #difference = new Compartment();

  constructor(place: HTMLElement, text: string, settings: Settings) {
    this.#view = new EditorView({
      parent: place,
      state: EditorState.create({
        doc: text,
        extensions: [
          [lineNumbers(), lintGutter(), highlightActiveLineGutter(), highlightActiveLine(), drawSelection()],
          [history(), search({ top: true }), highlightSelectionMatches(), EditorView.lineWrapping],
          [markdown({ base: markdownLanguage }), syntaxHighlighting(ink), look],
          [EditorState.readOnly.of(settings.isReadOnly), this.#difference.of([])],
          EditorView.contentAttributes.of({ 'aria-label': settings.label, spellcheck: 'true', tabindex: '0' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) settings.type(update.state.doc.toString());
          }),
          // Tab is not bound: it leads out of the editor, as everywhere on a page.
          keymap.of([...searchKeymap, ...historyKeymap, ...lintKeymap, ...defaultKeymap]),
        ],
      }),
    });
    this.goTo(settings.line);
  }

  /** From 1; a line past the end is the last. */
  goTo(line: number): void {
    const { doc } = this.#view.state;
    const at = doc.line(Math.max(1, Math.min(line, doc.lines)));
    this.#view.dispatch({
      selection: EditorSelection.cursor(at.from),
      effects: EditorView.scrollIntoView(at.from, { y: 'center' }),
    });
    this.#view.focus();
  }

  show(remarks: readonly Remark[]): void {
    const { doc } = this.#view.state;
    const lineAt = (line: number) => doc.line(Math.max(1, Math.min(line, doc.lines)));
    const marks = remarks.map((remark): Mark => {
      const { severity, message, place, rule, wayOut } = remark;
      const line = lineAt(remark.line);
      const blank = /^\s*/.exec(line.text)?.[0].length ?? 0;
      const last = lineAt(place?.endLine ?? remark.line);
      // The text may have been typed on since it was read.
      const from = Math.min(line.to, line.from + (place === null ? blank : place.column - 1));
      const to = Math.min(last.to, place === null ? last.to : last.from + place.endColumn - 1);
      return {
        from,
        to: Math.max(from, to),
        severity,
        message: wayOut === null ? message : `${message} ${wayOut}`,
        ...(rule === null ? {} : { source: rule }),
      };
    });
    this.#view.dispatch(setDiagnostics(this.#view.state, marks));
  }

  replace(text: string): void {
    const { doc } = this.#view.state;
    if (doc.toString() !== text) this.#view.dispatch({ changes: { from: 0, to: doc.length, insert: text } });
  }

  /** Shows in the text how it differs from another one; null ends that. */
  compareWith(other: string | null): void {
    this.#view.dispatch({
      effects: this.#difference.reconfigure(
        other === null ? [] : unifiedMergeView({ original: other, mergeControls: choice, highlightChanges: true }),
      ),
    });
  }

  end(): void {
    this.#view.destroy();
  }
}

/** Of a place where the text and the file differ: whose words stay. */
function choice(kind: 'accept' | 'reject', choose: (event: MouseEvent) => void): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = kind === 'accept' ? 'Keep mine' : 'Take the file’s';
  button.addEventListener('mousedown', choose);
  // From the keyboard there is a click alone.
  button.addEventListener('click', (event) => event.detail === 0 && choose(event));
  return button;
}

const ink = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '640' },
  { tag: tags.strong, fontWeight: '620' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: [tags.monospace, tags.processingInstruction, tags.url, tags.link], color: 'var(--soft)' },
]);

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '13.5px', background: 'var(--card)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6' },
  '.cm-gutters': { background: 'var(--card)', color: 'var(--soft)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine, .cm-activeLineGutter': { background: 'var(--wash)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--input-wash)',
  },
  '.cm-panels, .cm-tooltip': { background: 'var(--card)', color: 'var(--ink)', borderColor: 'var(--line)' },
  '.cm-diagnostic': { fontFamily: 'Inter Variable, Inter, sans-serif', fontSize: '13px', maxWidth: '46ch' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--fails)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--stale)' },
  '.cm-diagnostic-info': { borderLeftColor: 'var(--none)' },
  '.cm-deletedChunk': { background: 'var(--stale-wash)' },
  '.cm-deletedChunk .cm-chunkButtons button': {
    background: 'var(--card)',
    color: 'var(--ink)',
    border: '1px solid var(--line)',
    borderRadius: '5px',
    font: '550 12px Inter Variable, Inter, sans-serif',
    padding: '1px 8px',
    margin: '1px 0 0 4px',
  },
  '.cm-changedLine, .cm-insertedLine': { background: 'var(--holds-wash)' },
});
