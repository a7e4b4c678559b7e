"""Demo accounts with weeks of training, made by the acts the pages call and by no other way."""
