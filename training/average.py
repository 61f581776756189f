"""Average the weights of several checkpoints of one model (Wortsman et al. 2022, "Model soups").

python training/average.py --out build/average build/debate build/opinion
"""

import argparse
from pathlib import Path

from transformers import AutoModelForSequenceClassification, AutoTokenizer


def main() -> None:
    """Write the mean of the checkpoints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("checkpoints", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    models = [AutoModelForSequenceClassification.from_pretrained(path) for path in options.checkpoints]
    states = [model.state_dict() for model in models]
    mean = {
        name: sum(state[name] for state in states) / len(states) if first.is_floating_point() else first
        for name, first in states[0].items()
    }
    models[0].load_state_dict(mean)
    models[0].save_pretrained(options.out)
    AutoTokenizer.from_pretrained(options.checkpoints[0]).save_pretrained(options.out)


if __name__ == "__main__":
    main()
