import Box from '@material-ui/core/Box';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import type { ReadinessPathView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useLocalized } from '../../hooks';
import { academyTranslationRef } from '../../translation';

interface Choice {
  path: string;
  group: string;
}

/** Choosers of the readiness path and the team. */
export function ReadinessChoosers(props: {
  paths: ReadinessPathView[];
  groups: { ref: string; name: string }[];
  chosen: Choice;
  onChoose(choice: Choice): void;
}) {
  const { paths, groups, chosen, onChoose } = props;
  const localized = useLocalized();
  const { t } = useTranslationRef(academyTranslationRef);
  return (
    <Box display="flex" flexWrap="wrap" gridGap={16} mb={3}>
      <Chooser
        id="readiness-path"
        label={t('readiness.path')}
        value={chosen.path}
        options={paths.map(({ id, title }) => ({
          value: id,
          label: localized(title),
        }))}
        onChange={path => onChoose({ ...chosen, path })}
      />
      <Chooser
        id="readiness-group"
        label={t('readiness.group')}
        value={chosen.group}
        options={groups.map(({ ref, name }) => ({ value: ref, label: name }))}
        onChange={group => onChoose({ ...chosen, group })}
      />
    </Box>
  );
}

function Chooser(props: {
  id: string;
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange(value: string): void;
}) {
  const { id, label, value, options, onChange } = props;
  return (
    <TextField
      select
      id={id}
      label={label}
      value={value}
      variant="outlined"
      margin="dense"
      style={{ minWidth: 240 }}
      onChange={event => onChange(event.target.value)}
    >
      {options.map(option => (
        <MenuItem key={option.value} value={option.value}>
          {option.label}
        </MenuItem>
      ))}
    </TextField>
  );
}
