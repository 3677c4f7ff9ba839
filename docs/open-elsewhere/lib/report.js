// What a person reads after a delivery was opened or not.
import { stringify } from 'lossless-json';

export const EXIT = { opened: 0, rejected: 1, usage: 2, indeterminate: 3, unreadable: 4, network: 5 };

const MARKS = { pass: '✓', fail: '✗', unknown: '?', skipped: '–' };

/** Opened, rejected or indeterminate; the worst check decides. */
export function verdict({ checks }) {
  if (checks.some(({ status }) => status === 'fail')) {
    return 'rejected';
  }
  return checks.every(({ status }) => status === 'pass') ? 'opened' : 'indeterminate';
}

/** @param fields whether the record is printed: for a person who asked for it, never for a journal */
export function report(result, { fields = true } = {}) {
  const { checks, opened } = result;
  const lines = [headline(result)];
  checks.forEach(({ id, status, detail }) => lines.push(`  ${MARKS[status]} ${id.padEnd(9)} ${detail}`));
  if (opened) {
    lines.push(`  – agreement not judged here: whether both agencies signed it is what 'comity open' looks at`);
    if (fields) {
      lines.push(stringify(opened.record, null, 2));
    }
  }
  return lines.join('\n');
}

function headline(result) {
  if (!result.opened) {
    return `${verdict(result).toUpperCase()}  nothing of it may be used`;
  }
  const { origin, statement, entry } = result.opened;
  return `OPENED  ${origin.iss} → ${statement.aud}  ${origin.record}  ${entry.time}`;
}
