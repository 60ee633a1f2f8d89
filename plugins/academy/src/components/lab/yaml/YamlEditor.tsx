import { useEffect, useMemo, useRef } from 'react';
import { StreamLanguage } from '@codemirror/language';
import { yaml } from '@codemirror/legacy-modes/mode/yaml';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import CodeMirror, { type ReactCodeMirrorRef } from '@uiw/react-codemirror';
import { toDiagnostics } from './diagnostics';
import type { Problem } from './problems';

const useStyles = makeStyles(theme => ({
  root: { border: `1px solid ${theme.palette.text.secondary}` },
}));

/** Options of the editor. */
export interface YamlEditorProps {
  value: string;
  onChange(value: string): void;
  /** Marked in the text until it is judged again. */
  problems: Problem[];
  label: string;
  /** Id of the element that says how to leave the editor by keyboard. */
  descriptionId: string;
}

/**
 * A YAML editor. Tab indents; Esc lets the next Tab leave, which is
 * CodeMirror's own behaviour. Loaded lazily: import it with `import()` only.
 */
export default function YamlEditor(props: YamlEditorProps) {
  const { value, onChange, problems, label, descriptionId } = props;
  const classes = useStyles();
  const { palette } = useTheme();
  const editor = useRef<ReactCodeMirrorRef>(null);

  const extensions = useMemo(
    () => [
      StreamLanguage.define(yaml),
      lintGutter(),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({
        'aria-label': label,
        'aria-describedby': descriptionId,
      }),
    ],
    [label, descriptionId],
  );

  useEffect(() => {
    const view = editor.current?.view;
    if (view) {
      const found = toDiagnostics(view.state.doc, problems);
      view.dispatch(setDiagnostics(view.state, found));
    }
  }, [problems]);

  return (
    <CodeMirror
      ref={editor}
      className={classes.root}
      value={value}
      onChange={onChange}
      extensions={extensions}
      theme={palette.type}
      minHeight="240px"
      maxHeight="480px"
    />
  );
}
