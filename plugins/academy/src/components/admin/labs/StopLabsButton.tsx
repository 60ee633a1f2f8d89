import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TrainingClusterStatus } from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyTranslationRef } from '../../../translation';
import { StopLabsForm, TITLE_ID } from './StopLabsForm';

/** Asks where labs are to stop and why, then stops them. */
export function StopLabsButton(props: {
  clusters: TrainingClusterStatus[];
  onStopped(): Promise<void>;
}) {
  const { clusters, onStopped } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button variant="outlined" onClick={() => setOpen(true)}>
        {t('admin.labs.stop')}
      </Button>
      <Dialog
        open={open}
        onClose={close}
        fullWidth
        maxWidth="sm"
        aria-labelledby={TITLE_ID}
      >
        <StopLabsForm
          clusters={clusters}
          onCancel={close}
          onStopped={() => {
            close();
            return onStopped();
          }}
        />
      </Dialog>
    </>
  );
}
