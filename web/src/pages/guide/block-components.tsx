import type { Element } from 'hast';
import type { Components } from 'hast-util-to-jsx-runtime';
import { Children, isValidElement, type ReactNode } from 'react';
import { CodeBlock } from './code-block.tsx';
import { useGuide } from './guide-context.ts';
import { GuideHeading } from './guide-heading.tsx';
import { InlineNotes } from './notes.tsx';
import { useBlock } from './use-block.ts';

interface BlockProperties {
  node?: Element | undefined;
  children?: ReactNode;
  className?: string | undefined;
}

function Row({ node, children }: BlockProperties) {
  const { attributes } = useBlock(node, 'row');
  return <tr {...attributes}>{children}</tr>;
}

/** Without a margin the row's note stands in its first cell. */
function Cell({ node, children, style }: BlockProperties & { style?: React.CSSProperties | undefined }) {
  const { hasMargin, anchors } = useGuide();
  const row = anchors.get(node?.position?.start.line ?? 0);
  const isFirst = row?.block.kind === 'row' && node?.position?.start.column === row.block.column;
  return (
    <td style={style}>
      {children}
      {isFirst && !hasMargin ? <InlineNotes anchor={row} /> : null}
    </td>
  );
}

function Item({ node, children, className }: BlockProperties) {
  const { attributes, anchor } = useBlock(node, 'item', className);
  const { hasMargin } = useGuide();
  if (anchor === undefined || hasMargin) return <li {...attributes}>{children}</li>;
  const parts = Children.toArray(children);
  const inner = parts.findIndex((part) => isValidElement(part) && (part.type === 'ul' || part.type === 'ol'));
  const end = inner === -1 ? parts.length : inner;
  return (
    <li {...attributes}>
      {parts.slice(0, end)}
      <InlineNotes anchor={anchor} />
      {parts.slice(end)}
    </li>
  );
}

function Paragraph({ node, children }: BlockProperties) {
  const { attributes, anchor } = useBlock(node, 'paragraph');
  const { hasMargin } = useGuide();
  return (
    <>
      <p {...attributes}>{children}</p>
      {anchor === undefined || hasMargin ? null : <InlineNotes anchor={anchor} />}
    </>
  );
}

/** Wide tables scroll inside the column; the page never does. What scrolls is reached from the keyboard. */
function Table({ children, className }: BlockProperties) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: it only scrolls; nothing of a fieldset or a section is meant.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard.
    <div className="table" role="group" aria-label="Table" tabIndex={0}>
      <table className={className}>{children}</table>
    </div>
  );
}

function GuideLink({ href, children }: { href?: string | undefined; children?: ReactNode }) {
  const { reading } = useGuide();
  if (href?.startsWith('#')) {
    const line = reading.lineOfSlug.get(decoded(href.slice(1)));
    return <a href={line === undefined ? href : `#L${line}`}>{children}</a>;
  }
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}

/** What an author typed need not be a valid address. */
function decoded(slug: string): string {
  try {
    return decodeURIComponent(slug);
  } catch {
    return slug;
  }
}

/** Pictures elsewhere are not fetched: looking at a guide tells nobody that it is looked at. */
function Picture({ src, alt }: { src?: string | Blob | undefined; alt?: string | undefined }) {
  return (
    <a href={typeof src === 'string' ? src : undefined} target="_blank" rel="noreferrer">
      {alt === undefined || alt === '' ? 'picture' : alt}
    </a>
  );
}

/** A task of the guide's own list; here nobody ticks it. */
function Box({ checked }: { checked?: boolean | undefined }) {
  return <input type="checkbox" checked={checked === true} disabled readOnly aria-label="Task" />;
}

export const blockComponents: Partial<Components> = {
  tr: Row,
  td: Cell,
  li: Item,
  p: Paragraph,
  table: Table,
  pre: CodeBlock,
  a: GuideLink,
  img: Picture,
  input: Box,
  h1: GuideHeading,
  h2: GuideHeading,
  h3: GuideHeading,
  h4: GuideHeading,
  h5: GuideHeading,
  h6: GuideHeading,
};
