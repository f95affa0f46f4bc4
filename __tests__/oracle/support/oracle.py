"""Answers questions by scipy and statsmodels: JSON from stdin, JSON to stdout. Nothing here knows of stagegate."""

import json
import sys
import warnings

import numpy as np
from scipy import integrate, optimize, stats
from statsmodels.stats.contingency_tables import mcnemar as statsmodels_mcnemar
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

warnings.filterwarnings("ignore")


def t_quantile(p, degrees):
    return [stats.t.ppf(p, degrees)]


def beta_quantile(p, a, b):
    return [stats.beta.ppf(p, a, b)]


def beta_chance(x, a, b):
    return [stats.beta.cdf(x, a, b)]


def proportion(successes, samples, confidence):
    """Both one-sided limits, as a two-sided interval of twice the error."""
    low, high = proportion_confint(successes, samples, alpha=2 * (1 - confidence), method="beta")
    exact = stats.binomtest(successes, samples).proportion_ci(2 * confidence - 1, method="exact")
    return [low, high, exact.low, exact.high]


def mean(value, stderr, samples, confidence):
    return list(stats.t.interval(2 * confidence - 1, samples - 1, loc=value, scale=stderr))


def welch(first, second, confidence):
    """Welch's interval with Satterthwaite's degrees of freedom, of two lists of values."""
    compared = CompareMeans(DescrStatsW(first), DescrStatsW(second))
    return list(compared.tconfint_diff(alpha=2 * (1 - confidence), usevar="unequal"))


def fisher(successes, samples, others, of):
    table = [[successes, samples - successes], [others, of - others]]
    return [stats.fisher_exact(table, alternative="greater").pvalue]


def mcnemar(gained, lost):
    """One-sided by the binomial test, and statsmodels' two-sided one."""
    both = statsmodels_mcnemar([[0, gained], [lost, 0]], exact=True).pvalue
    return [stats.binomtest(gained, gained + lost, 0.5, alternative="greater").pvalue, both]


def melded(successes, samples, others, of, factor, limit):
    """The chance of at most a limit of the lower melded distribution; none of its parts is a point."""
    first = stats.beta(successes, samples - successes + 1)
    second = stats.beta(others + 1, of - others)
    low, high = max(0, -limit / factor), min(1, (1 - limit) / factor)
    value = over(lambda x: first.cdf(limit + factor * x) * second.pdf(x), second, low, high)
    return [value + (second.sf(high) if high < 1 else 0)]


def swing(gained, lost, samples, limit):
    """The same for paired results, by the share of differing ones."""
    return [swing_chance(gained, lost, samples, limit)]


def swing_chance(gained, lost, samples, limit):
    differing = gained + lost
    direction = stats.beta(gained, lost + 1)
    if limit < 0:
        share = stats.beta(differing + 1, samples - differing)
    else:
        share = stats.beta(differing, samples - differing + 1)
    corner = abs(limit)
    inside = 0 if limit < 0 else share.cdf(corner)
    return inside + over(lambda x: direction.cdf((1 + limit / x) / 2) * share.pdf(x), share, corner, 1)


def paired_scores(candidate, champion, confidence):
    """The lower limits of paired scores by t, and by a tally of one size with the same mean and mean square."""
    low, _ = stats.ttest_rel(candidate, champion).confidence_interval(2 * confidence - 1)
    differences = np.subtract(candidate, champion)
    amounts = np.abs(differences)
    size = np.sum(amounts**2) / np.sum(amounts)
    gained = np.sum(differences[differences > 0]) / size
    lost = -np.sum(differences[differences < 0]) / size
    alpha = 1 - confidence
    ends = (-1 + 1e-9, -1e-12) if alpha <= stats.beta.cdf(0.5, gained, lost + 1) else (1e-12, 1 - 1e-9)
    limit = optimize.brentq(
        lambda x: swing_chance(gained, lost, len(differences), x) - alpha, *ends, xtol=1e-14, rtol=1e-14
    )
    return [low, size * limit]


def over(f, distribution, low, high):
    """The integral of f from low to high, where the distribution has anything there."""
    low = max(low, distribution.ppf(1e-16))
    high = min(high, distribution.isf(1e-16))
    if low >= high:
        return 0
    middle, spread = distribution.mean(), distribution.std()
    points = sorted({middle + spread * step for step in (-8, -4, -2, -1, 0, 1, 2, 4, 8)})
    inside = [low, *[point for point in points if low < point < high], high]
    parts = [integrate.quad(f, *ends, epsabs=1e-14, epsrel=1e-13, limit=200)[0] for ends in zip(inside, inside[1:])]
    return sum(parts)


questions = json.load(sys.stdin)
answers = {
    name: [[float(answer) for answer in globals()[name](*arguments)] for arguments in asked]
    for name, asked in questions.items()
}
json.dump(answers, sys.stdout)
