/** Words of the plan's pages, apart from the shop floor's, which every device loads first. */
import { language } from './locale.ts';
import { planDe } from './plan-de.ts';
import { planEn, type PlanWords } from './plan-en.ts';
import { planDraftsDe } from './plan-drafts-de.ts';
import { planDraftsEn, type PlanDraftsWords } from './plan-drafts-en.ts';
import { planJobsDe } from './plan-jobs-de.ts';
import { planJobsEn, type PlanJobsWords } from './plan-jobs-en.ts';

type Words = PlanWords & PlanJobsWords & PlanDraftsWords;
type Arguments<M> = M extends (...args: infer A) => string ? A : [];

const EN: Words = { ...planEn, ...planJobsEn, ...planDraftsEn };
const DE: Words = { ...planDe, ...planJobsDe, ...planDraftsDe };

export function planText<K extends keyof Words>(key: K, ...args: Arguments<Words[K]>): string {
  const words = language().toLowerCase().startsWith('de') ? DE : EN;
  const text = words[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}
