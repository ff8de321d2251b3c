import type { Applicant } from 'yushen';

/** A field of the applicant's form. Whether what stands in it is right, the review says. */
export interface Field {
  id: keyof Applicant;
  autocomplete: string;
  inputmode: string;
  maxlength: number;
}

export const FIELDS: readonly Field[] = [
  { id: 'unitName', autocomplete: 'organization', inputmode: 'text', maxlength: 100 },
  { id: 'creditCode', autocomplete: 'off', inputmode: 'text', maxlength: 40 },
  { id: 'contact', autocomplete: 'name', inputmode: 'text', maxlength: 50 },
  { id: 'phone', autocomplete: 'tel', inputmode: 'tel', maxlength: 40 },
];

/** As it is sent: trimmed, full-width characters as plain ones, the credit code in capitals without spaces. */
export function tidied(applicant: Applicant): Applicant {
  const plain = (text: string) => text.normalize('NFKC').trim();
  return {
    unitName: applicant.unitName.trim(),
    creditCode: plain(applicant.creditCode).replace(/\s/g, '').toUpperCase(),
    contact: applicant.contact.trim(),
    phone: plain(applicant.phone),
  };
}
