import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import type { CheckView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useLocalized } from '../../../hooks';

type Option = NonNullable<NonNullable<CheckView['answer']>['options']>[number];

/** An answer out of several. */
export function AnswerChoice(props: {
  name: string;
  prompt: string;
  options: Option[];
  /** Id of the option. */
  chosen: string;
  onChoose(option: string): void;
}) {
  const { name, prompt, options, chosen, onChoose } = props;
  const localized = useLocalized();
  return (
    <FormControl component="fieldset">
      <FormLabel component="legend">{prompt}</FormLabel>
      <RadioGroup
        name={name}
        value={chosen}
        onChange={event => onChoose(event.target.value)}
      >
        {options.map(({ id, text }) => (
          <FormControlLabel
            key={id}
            value={id}
            control={<Radio color="primary" size="small" />}
            label={localized(text)}
          />
        ))}
      </RadioGroup>
    </FormControl>
  );
}
