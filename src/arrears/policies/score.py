"""A score of stated quality: how often it takes one of a group for one of the other."""

from arrears.arithmetic import normal_quantile

__all__ = ["is_below", "separation"]

_ROOT_TWO = 2.0**0.5


def separation(auc_share: float) -> float:
    """Return how far apart the scores of two groups lie, in standard deviations.

    Both are normal with variance 1 (the binormal model), so the AUC is the normal distribution at
    the separation over the root of two.

    References
    ----------
    Hanley, J. A. (1988), The robustness of the binormal assumptions used in fitting ROC curves,
    Medical Decision Making 8(3), 197-203.
    """
    return _ROOT_TWO * normal_quantile(auc_share)


def is_below(chance: float, auc_share: float, good_share: float, *, is_bad: bool) -> bool:
    """Return whether a score lies below the cut-off.

    Parameters
    ----------
    chance : float
        The draw, strictly between 0 and 1; a better score for a higher one.
    auc_share : float
        Area under the curve of the score.
    good_share : float
        The cut-off: this share of the good lie below it; 0 = nobody at all does.
    is_bad : bool
        To which group this one belongs.
    """
    if not good_share:
        return False
    score = normal_quantile(chance) - (separation(auc_share) if is_bad else 0.0)
    return score < normal_quantile(good_share)
