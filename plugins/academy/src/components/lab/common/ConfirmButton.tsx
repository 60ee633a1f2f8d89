import { useState } from 'react';
import Button, { type ButtonProps } from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { academyTranslationRef } from '../../../translation';
import { ActionError } from './ActionError';

/** A button whose action happens only after the learner has confirmed it. */
export function ConfirmButton(props: {
  /** Unique in the page. */
  id: string;
  label: string;
  title: string;
  text: string;
  confirmLabel: string;
  /** A rejection is shown in the dialog, which then stays open. */
  onConfirm(): Promise<void>;
  buttonProps?: ButtonProps;
}) {
  const { id, label, title, text, confirmLabel } = props;
  const { onConfirm, buttonProps } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const [open, setOpen] = useState(false);
  const [{ loading, error }, confirm] = useAsyncFn(async () => {
    await onConfirm();
    setOpen(false);
  }, [onConfirm]);

  return (
    <>
      <Button {...buttonProps} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-text`}
      >
        <DialogTitle id={`${id}-title`}>{title}</DialogTitle>
        <DialogContent>
          <DialogContentText id={`${id}-text`}>{text}</DialogContentText>
          <ActionError error={error} />
        </DialogContent>
        <DialogActions>
          <Button onClick={() => setOpen(false)}>
            {t('lab.confirm.cancel')}
          </Button>
          <Button color="primary" disabled={loading} onClick={confirm}>
            {confirmLabel}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}
