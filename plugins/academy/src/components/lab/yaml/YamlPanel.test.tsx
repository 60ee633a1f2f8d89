import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { forEachDiagnostic } from '@codemirror/lint';
import { Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { ApplyResult } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { AcademyApi } from '../../../api';
import { FakeAcademy, refusal } from '../__testUtils__/FakeAcademy';
import { attempt, lab } from '../__testUtils__/fixtures';
import { renderLab } from '../__testUtils__/renderLab';
import { toDiagnostics } from './diagnostics';
import { problemsOf } from './problems';

const MANIFEST = [
  'apiVersion: apps/v1',
  'kind: Deployment',
  'metadata:',
  '  name: web',
  'spec:',
  '  replicaz: 3',
].join('\n');

const refusedAt6: ApplyResult = {
  documents: [
    {
      line: 1,
      kind: 'Deployment',
      name: 'web',
      outcome: 'refused',
      error: {
        message: 'unknown field "spec.replicaz"',
        line: 6,
        column: 3,
        field: 'spec.replicaz',
      },
    },
  ],
};

/** Browsers send key codes, which CodeMirror reads; user-event does not. */
function addKeyCode(event: KeyboardEvent) {
  const keyCode = { Tab: 9, Escape: 27 }[event.key];
  Object.defineProperty(event, 'keyCode', { value: keyCode });
}

async function renderWithText(apply: AcademyApi['apply']) {
  renderLab(lab, new FakeAcademy({ attempt, api: { apply } }));
  const textbox = await screen.findByRole('textbox', {
    name: 'YAML to apply',
  });
  const view = EditorView.findFromDOM(textbox) as EditorView;
  await act(async () =>
    view.dispatch({ changes: { from: 0, insert: MANIFEST } }),
  );
  return { textbox, view };
}

const diagnosticsOf = (view: EditorView) => {
  const found: { line: number; message: string }[] = [];
  forEachDiagnostic(view.state, ({ message }, from) =>
    found.push({ line: view.state.doc.lineAt(from).number, message }),
  );
  return found;
};

describe('YamlPanel', () => {
  beforeAll(() => {
    window.addEventListener('keydown', addKeyCode, true);
    // jsdom lays nothing out; CodeMirror asks where the text is.
    Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  });
  afterAll(() => window.removeEventListener('keydown', addKeyCode, true));

  it('checks without applying, then applies', async () => {
    const apply = jest.fn(
      async (): Promise<ApplyResult> => ({
        documents: [
          { line: 1, kind: 'Deployment', name: 'web', outcome: 'created' },
        ],
      }),
    );
    await renderWithText(apply);

    await userEvent.click(screen.getByRole('button', { name: 'Check' }));
    expect(
      await screen.findByText('Deployment/web: would be created'),
    ).toBeVisible();
    expect(apply).toHaveBeenLastCalledWith('a1', {
      yaml: MANIFEST,
      dryRun: true,
    });

    await userEvent.click(screen.getByRole('button', { name: 'Apply' }));
    expect(await screen.findByText('Deployment/web: created')).toBeVisible();
    expect(apply).toHaveBeenLastCalledWith('a1', {
      yaml: MANIFEST,
      dryRun: false,
    });
  });

  it("shows the server's error at its line and as text", async () => {
    const { view } = await renderWithText(async () => refusedAt6);
    await userEvent.click(screen.getByRole('button', { name: 'Apply' }));

    const message = 'unknown field "spec.replicaz"';
    expect(await screen.findByText(`Line 6: ${message}`)).toBeVisible();
    expect(screen.getByText('Deployment/web: refused')).toBeVisible();
    await waitFor(() =>
      expect(diagnosticsOf(view)).toEqual([{ line: 6, message }]),
    );
  });

  it('says that a text that cannot be read was not applied', async () => {
    await renderWithText(async () => ({
      documents: [],
      error: { message: 'Nested mappings are not allowed', line: 2 },
    }));
    await userEvent.click(screen.getByRole('button', { name: 'Check' }));
    expect(await screen.findByText(/Nothing was applied/)).toBeVisible();
    expect(
      screen.getByText('Line 2: Nested mappings are not allowed'),
    ).toBeVisible();
  });

  it('says when the request itself fails', async () => {
    await renderWithText(async () => {
      throw await refusal(503, 'the cluster is away');
    });
    await userEvent.click(screen.getByRole('button', { name: 'Apply' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'the cluster is away',
    );
  });

  it('cannot be sent empty', async () => {
    renderLab(lab, new FakeAcademy({ attempt }));
    const card = await screen.findByRole('textbox', { name: 'YAML to apply' });
    expect(card).toHaveAccessibleDescription(/press Esc, then Tab/);
    expect(screen.getByRole('button', { name: 'Check' })).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Apply' })).toBeDisabled();
  });

  it('lets the keyboard out by Esc, then Tab', async () => {
    const { textbox, view } = await renderWithText(async () => refusedAt6);
    const user = userEvent.setup();
    await act(async () => textbox.focus());

    await user.keyboard('{Tab}');
    expect(view.state.doc.line(1).text).toBe('  apiVersion: apps/v1');
    expect(textbox).toHaveFocus();

    await user.keyboard('{Escape}{Tab}');
    expect(textbox).not.toHaveFocus();
    expect(screen.getByRole('button', { name: 'Check' })).toHaveFocus();
  });
});

describe('toDiagnostics', () => {
  const doc = Text.of(MANIFEST.split('\n'));

  it('marks from the column, or from the first character of the line', () => {
    const [withColumn] = toDiagnostics(doc, problemsOf(refusedAt6));
    expect(doc.sliceString(withColumn.from, withColumn.to)).toBe('replicaz: 3');
    const [without] = toDiagnostics(doc, [{ line: 4, message: 'm' }]);
    expect(doc.sliceString(without.from, without.to)).toBe('name: web');
  });

  it('stays inside the text when it was shortened meanwhile', () => {
    const [late] = toDiagnostics(doc, [{ line: 99, column: 80, message: 'm' }]);
    expect(late.from).toBe(doc.length);
    expect(late.to).toBe(doc.length);
  });
});

describe('problemsOf', () => {
  it('places an error without a line at the start of its document', () => {
    expect(
      problemsOf({
        documents: [
          { line: 1, outcome: 'created' },
          { line: 8, outcome: 'refused', error: { message: 'forbidden' } },
        ],
      }),
    ).toEqual([{ line: 8, column: undefined, message: 'forbidden' }]);
  });
});
