import FormLabel from '@material-ui/core/FormLabel';
import OutlinedInput from '@material-ui/core/OutlinedInput';

/** As long as the backend takes. */
const MAX_LENGTH = 1000;

/** An answer in the learner's own words; names of objects are no dictionary's. */
export function AnswerText(props: {
  id: string;
  prompt: string;
  value: string;
  onChange(value: string): void;
}) {
  const { id, prompt, value, onChange } = props;
  return (
    <>
      <FormLabel htmlFor={id}>{prompt}</FormLabel>
      <OutlinedInput
        id={id}
        fullWidth
        margin="dense"
        value={value}
        onChange={event => onChange(event.target.value)}
        inputProps={{
          maxLength: MAX_LENGTH,
          autoComplete: 'off',
          autoCapitalize: 'none',
          spellCheck: false,
        }}
      />
    </>
  );
}
