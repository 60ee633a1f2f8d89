import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ScenarioView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useLocalized } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';

/** One scenario of a challenge; solved ones are marked. */
export function ScenarioChooser(props: {
  scenarios: ScenarioView[];
  chosen: string | undefined;
  onChoose(scenario: string): void;
}) {
  const { scenarios, chosen, onChoose } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const localized = useLocalized();
  return (
    <FormControl component="fieldset" margin="normal">
      <FormLabel component="legend">{t('lab.start.scenario')}</FormLabel>
      <RadioGroup
        name="scenario"
        value={chosen ?? ''}
        onChange={event => onChoose(event.target.value)}
      >
        {scenarios.map(({ id, title, completed }) => (
          <FormControlLabel
            key={id}
            value={id}
            control={<Radio color="primary" />}
            label={
              completed
                ? t('lab.start.scenarioSolved', { title: localized(title) })
                : localized(title)
            }
          />
        ))}
      </RadioGroup>
    </FormControl>
  );
}
